#!/usr/bin/env bash
# What our detector costs per frame of 20 ms beside those of WebRTC, speexdsp and RNNoise in C, in one run and on the same audio:
#   benchmarks/vad/cost.sh [--install] [rounds [OUT.json]]
# Prints a table; OUT.json is for run.sh. Peers that cannot be built are left out, and said to be; --install gets Debian's packages for them.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
install=
if [ "${1:-}" = --install ]; then
    install=1
    shift
fi
rounds=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$(realpath -m "${2:-$work/cost.json}")
cd "$root"

if [ -n "$install" ]; then
    apt-get install -y gcc libc6-dev libwebrtc-audio-processing-dev libspeexdsp-dev
    # Not every release of Debian has it.
    apt-get install -y librnnoise-dev || echo 'librnnoise-dev: no such package here' >&2
fi
# run.sh has built already.
[ -n "${BUILT:-}" ] || (mvn -q -B -ntp -Pquick -pl benchmarks -am package -DskipTests)

drivers=() left_out=()
build() { # macro, library, package
    if cc -O2 -Wall "-D$1" -o "$work/$2" benchmarks/vad/peers.c "-l$2" 2>"$work/errors"; then
        drivers+=("$work/$2")
    else
        head -2 "$work/errors" >&2
        echo "$1 is left out; it is made of gcc, libc6-dev and $3: benchmarks/vad/cost.sh --install" >&2
        left_out+=("$3")
    fi
}
build WEBRTC webrtc_audio_processing libwebrtc-audio-processing-dev
build SPEEXDSP speexdsp libspeexdsp-dev
build RNNOISE rnnoise librnnoise-dev

# The property: JOL asks its own JVM for the sizes of objects.
java -Djdk.attach.allowAttachSelf=true -cp benchmarks/target/benchmarks.jar dev.baton.benchmarks.vad.Cost "$out" "$rounds" "${left_out[*]-}" ${drivers[@]+"${drivers[@]}"}
