#!/bin/sh
# What a call costs against the bare job, in one table: benchmarks/load/run.sh [calls] [seconds] [further options of LoadTest]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
jar="$root/benchmarks/target/benchmarks.jar"
if [ ! -f "$jar" ]; then
    (cd "$root" && mvn -q package -DskipTests)
fi
calls=${1:-500}
seconds=${2:-40}
[ $# -lt 2 ] || shift
[ $# -lt 1 ] || shift
exec java -cp "$jar" dev.baton.benchmarks.load.LoadTest --calls "$calls" --seconds "$seconds" "$@"
