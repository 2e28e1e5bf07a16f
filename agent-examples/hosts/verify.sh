#!/usr/bin/env bash
# Holds calls inside two host applications whose dependency management picks Netty: Spring Boot 3 (4.1) and Spring Boot 4 (4.2). Two are scripted,
# two are a carrier's: one over the application's own web server, one over Baton's. Prints what was found, and fails unless all of it is right.
set -euo pipefail
cd "$(dirname "$0")"

. ./prepare.sh

calls=()
for host in boot-3:4.1.132 boot-4:4.2.12; do
    project=${host%:*} netty=${host#*:}
    $mvn -f "$project/pom.xml" process-classes
    # Both at the same time: calls wait more than they compute.
    "$java" -cp "$project/target/classes:$(cat "$project/target/classpath")" host.HostCall "$netty" >"$work/$project" 2>&1 &
    calls+=("$project:$!")
done

failed=0
for call in "${calls[@]}"; do
    status=0
    wait "${call#*:}" || status=$?
    printf '%s: ' "${call%:*}"
    cat "$work/${call%:*}"
    [ "$status" -eq 0 ] || { echo "${call%:*} failed, exit code $status"; failed=1; }
done
exit $failed
