#!/bin/sh
# Records calls, has them again at both levels, and sweeps a setting over them: benchmarks/tuning/run.sh [calls] [folder]
# The folder, a temporary one unless given, is left for ./baton replay, explain and tune.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
jar="$root/benchmarks/target/benchmarks.jar"
if [ ! -f "$jar" ]; then
    (cd "$root" && mvn -q package -DskipTests)
fi
folder=${2:-$(mktemp -d)}
echo "$(nproc) processors, $folder"
exec java -cp "$jar" dev.baton.benchmarks.tuning.RecordedCalls "${1:-1000}" "$folder"
