#!/usr/bin/env bash
# Holds calls inside two host applications whose dependency management picks Netty: Spring Boot 3 (4.1) and Spring Boot 4 (4.2). Two are scripted,
# two are a carrier's: one over the application's own web server, one over Baton's. Prints what was found, and fails unless all of it is right.
# Baton is installed into a temporary local repository that shares everything else with the usual one.
set -euo pipefail
cd "$(dirname "$0")"

usual=${HOME}/.m2/repository
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Links to the usual repository's folders, except for the way down to dev/baton.
mkdir -p "$usual" "$work/repository/dev/baton"
for folder in "$usual"/* "$usual"/dev/*; do
    name=${folder#"$usual"/}
    if [ -d "$folder" ] && [ "$name" != dev ] && [ "$name" != dev/baton ]; then
        ln -s "$folder" "$work/repository/$name"
    fi
done

mvn='mvn -B -ntp -q -Dmaven.repo.local='$work/repository
$mvn -f ../../pom.xml -Pquick -DskipTests -pl agent-core,agent-vad,agent-testkit,agent-server,bom -am install

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
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
