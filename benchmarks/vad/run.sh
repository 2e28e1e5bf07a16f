#!/usr/bin/env bash
# How well the detector tells speech, beside others, and what it costs:
#   benchmarks/vad/run.sh [--install] [DATA [rounds]]
# Writes benchmarks/results/vad.md and vad.svg. DATA is a folder of labelled recordings (NAME.wav, NAME.json). The judges, score.py and turn_score.py, and the answers of other detectors to these
# recordings lie beside the checkout, or where SCORERS and PEERS say; without recordings and judges nothing is done. What was heard and judged stays in benchmarks/target/vad. --install: see cost.sh.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
install=()
if [ "${1:-}" = --install ]; then
    install=(--install)
    shift
fi
scorers=$(realpath -m "${SCORERS:-$root/../shared/bench/vad}")
peers=$(realpath -m "${PEERS:-$scorers/peers-dev}")
data=$(realpath -m "${1:-$root/../shared/data/dev}")
rounds=${2:-5}
cd "$root"
if [ ! -d "$data" ] || [ ! -f "$scorers/score.py" ] || [ ! -f "$scorers/turn_score.py" ] || ! python3 -c 'import numpy' 2>/dev/null; then
    echo 'no labelled recordings, no judges or no numpy for them here: left out' >&2
    exit 0
fi

(mvn -q -B -ntp -Pquick -pl benchmarks -am package -DskipTests)
work=benchmarks/target/vad
rm -rf "$work"
mkdir -p "$work"/scores/{frames,turns,noise}
java -cp benchmarks/target/benchmarks.jar dev.baton.benchmarks.vad.Evaluate "$data" "$work/heard"

frames() { # recordings, OUT.json, LABEL=answers, further options
    python3 "$scorers/score.py" --data "$1" --collar 0.05 --json "$2" --det "$3" "${@:4}" >/dev/null
}
turns() { # OUT.json, LABEL=answers
    python3 "$scorers/turn_score.py" --data "$data" --kind composed --T 0.4,0.5,0.6,0.7,0.8,0.9,1.0 --json "$1" --det "$2" >/dev/null
}
# A file with answers to every recording that has speech; empty where there is none.
answers_of() {
    local file
    for file in "$peers/$1.pack.gz" "$peers/$1.evpack.gz"; do
        if [ -f "$file" ] && python3 - "$data" "$file" <<'PYTHON'; then
import gzip, json, pathlib, sys
answered = {line.split(',', 1)[0] for line in gzip.open(sys.argv[2], 'rt')}
for path in pathlib.Path(sys.argv[1]).glob('*.json'):
    truth = json.loads(path.read_text())
    if isinstance(truth, dict) and truth.get('speech') and path.stem not in answered:
        sys.exit(1)
PYTHON
            echo "$file"
        fi
    done
}

# The judge has figures for groups of recordings only, so each without speech becomes a folder of its own.
python3 - "$data" "$work/alone" <<'PYTHON'
import json, os, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob('*.json')):
    truth = json.loads(path.read_text())
    if isinstance(truth, dict) and truth.get('speech') == []:
        folder = pathlib.Path(sys.argv[2], path.stem)
        folder.mkdir(parents=True)
        os.symlink(path, folder / path.name)
PYTHON

echo 'judging' >&2
for way in cross-validated plain; do
    frames "$data" "$work/scores/frames/$way.json" "$way=$work/heard/$way" --groups
    turns "$work/scores/turns/$way.json" "$way=$work/heard/$way"
    for level in minus-12-db plus-6-db; do
        frames "$data" "$work/scores/frames/$way-$level.json" "$way-$level=$work/heard/$way-$level"
    done
done
for peer in energy webrtc0 webrtc1 webrtc2 webrtc3 speexdsp rnnoise silero5 silero6 livekit pipecat oracle; do
    answers=$(answers_of "$peer")
    # Where each takes a frame for speech by default.
    case $peer in
        speexdsp) threshold=0.35 ;;
        *) threshold=0.5 ;;
    esac
    if [ -z "$answers" ]; then
        echo "$peer is left out: no answers to these recordings" >&2
        continue
    fi
    frames "$data" "$work/scores/frames/$peer.json" "$peer=$answers@$threshold" --groups
    turns "$work/scores/turns/$peer.json" "$peer=$answers@$threshold"
done
for alone in "$work"/alone/*; do
    [ -d "$alone" ] || continue
    name=$(basename "$alone")
    mkdir -p "$work/scores/noise/$name"
    for detector in cross-validated plain; do
        frames "$alone" "$work/scores/noise/$name/$detector.json" "$detector=$work/heard/$detector"
    done
    for detector in silero6 webrtc3; do
        [ ! -f "$work/scores/frames/$detector.json" ] ||
            frames "$alone" "$work/scores/noise/$name/$detector.json" "$detector=$peers/$detector.pack.gz@0.5"
    done
done

BUILT=1 benchmarks/vad/cost.sh ${install[@]+"${install[@]}"} "$rounds" "$work/scores/cost.json" >/dev/null
java -cp benchmarks/target/benchmarks.jar dev.baton.benchmarks.vad.ResultsPage "$work/scores" benchmarks/results
