#!/usr/bin/env bash
# The audio core beside soxr, libsamplerate, speexdsp, swresample, FFmpeg's G.711 and Python's audioop, in one run:
#   benchmarks/audio/run.sh [--install] [rounds]
# Writes benchmarks/results/resampling.md, resampling.svg and audio-path.md. Peers that cannot be built are left out, and said to be; --install gets Debian's packages for them.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
install=
if [ "${1:-}" = --install ]; then
    install=1
    shift
fi
rounds=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

(mvn -q -B -ntp -Pquick -pl benchmarks -am package -DskipTests)

peers=()
packages='gcc libc6-dev libsoxr-dev libsamplerate0-dev libspeexdsp-dev libswresample-dev libavcodec-dev'
build() { cc -O2 -o "$work/peers" benchmarks/audio/peers.c -lsoxr -lsamplerate -lspeexdsp -lswresample -lavcodec -lavutil -lm; }
if [ -n "$install" ]; then
    # shellcheck disable=SC2086 # one word per package
    apt-get install -y $packages
fi
if build 2>"$work/errors"; then
    peers=("$work/peers" benchmarks/audio/python_audioop.py)
else
    head -3 "$work/errors" >&2
    echo "the peers are left out; they are made of $packages" >&2
    echo 'do: benchmarks/audio/run.sh --install' >&2
fi

java -cp benchmarks/target/benchmarks.jar dev.baton.benchmarks.audio.Comparison benchmarks/results "$rounds" ${peers[@]+"${peers[@]}"}

# Another judge of the quality, which shares no code with this project, where it lies beside the checkout.
judge=../shared/bench/resample/quality.py
if [ -f "$judge" ] && python3 -c 'import numpy' 2>/dev/null; then
    benchmarks/audio/judge.sh "$judge" "$work" | tee benchmarks/results/judged.txt
else
    echo 'no second judge of the quality here: left out' >&2
fi
