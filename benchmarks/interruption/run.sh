#!/bin/sh
# How soon the agent is silent when a caller talks over it: benchmarks/interruption/run.sh [calls] [at once]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
jar="$root/benchmarks/target/benchmarks.jar"
if [ ! -f "$jar" ]; then
    (cd "$root" && mvn -q package -DskipTests)
fi
pin=
if command -v taskset >/dev/null 2>&1 && [ "$(nproc)" -gt 1 ]; then
    pin='taskset -c 0'
fi
exec $pin java -cp "$jar" dev.baton.benchmarks.interruption.Callers "${1:-500}" "${2:-50}"
