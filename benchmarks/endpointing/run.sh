#!/usr/bin/env bash
# How well each endpointer ends turns, beside the fixed quiet that would take as long:
#   benchmarks/endpointing/run.sh [DATA] > benchmarks/results/endpointing.md
# DATA is a folder of labelled recordings (NAME.wav, NAME.json with "speech", "turns" with "text", "group" and "kind"); those of kind "composed" are used. Without them, or without python3, nothing is done.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
data=$(realpath -m "${1:-$root/../shared/data/dev}")
cd "$root"
mapfile -t files < <(grep -l '"kind": *"composed"' "$data"/*.json 2>/dev/null | sed 's/json$/wav/')
if [ "${#files[@]}" -eq 0 ] || ! command -v python3 >/dev/null; then
    echo "no labelled recordings in $data, or no python3: left out" >&2
    exit 0
fi
work=benchmarks/target/endpointing
rm -rf "$work"
mkdir -p "$work"
./baton version >&2

runs=0
turns() { # LABEL, OPTIONS..
    local label=$1
    shift
    runs=$((runs + 1))
    echo "$label: $*" >&2
    ./baton turns "${files[@]}" --out "$work/turns" --json "$@" >"$work/run.jsonl" 2>"$work/run.err" ||
        { cat "$work/run.err" >&2; exit 1; }
    sed -n "s/^{\"type\":\"group\",/{\"run\":$runs,\"label\":\"$label\",/p" "$work/run.jsonl" >>"$work/groups.jsonl"
}
for detector in energy truth; do
    for words in "" "--words $data"; do
        where="$detector${words:+ words}"
        for quiet in 400 500 600 700 800 900 1000 1100 1200; do
            # shellcheck disable=SC2086
            turns "$where fixed $quiet ms" --detector $detector --endpointer fixed --timeout-ms $quiet $words
        done
        if [ -z "$words" ]; then
            turns "$where adaptive" --detector $detector --endpointer adaptive
        else
            for delay in 300 200 500; do
                # shellcheck disable=SC2086
                turns "$where text, words $delay ms late" --detector $detector --endpointer text $words --word-delay-ms $delay
                # shellcheck disable=SC2086
                turns "$where text, digits expected, words $delay ms late" --detector $detector --endpointer text $words --word-delay-ms $delay --expect digits
                # shellcheck disable=SC2086
                turns "$where text, so many digits expected, words $delay ms late" --detector $detector --endpointer text $words --word-delay-ms $delay --expect digits:truth
            done
        fi
    done
done

# The trade-off as a picture, of the recordings in which somebody speaks.
mapfile -t spoken < <(python3 -c 'import json, sys
for wav in sys.argv[1:]:
    if json.load(open(wav[:-3] + "json"))["turns"]: print(wav)' "${files[@]}")
./baton tune "${spoken[@]}" --sweep turn.min-endpointing=400ms..1200ms:100ms --compare turn.endpointing=adaptive \
    --compare turn.endpointing=dynamic --out benchmarks/results/endpointing.svg >&2

python3 - "$work/groups.jsonl" "${#files[@]}" <<'PYTHON'
import json, sys
HEADS = {'energy': 'By ear, real detector', 'energy words': 'With words, real detector', 'truth': 'By ear, speech as labelled', 'truth words': 'With words, speech as labelled'}
tables = {}
for line in open(sys.argv[1]):
    row = json.loads(line)
    if not row.get('turns'):
        continue
    head, label = next((h, row['label'][len(h) + 1:]) for h in sorted(HEADS, key=len, reverse=True) if row['label'].startswith(h + ' '))
    tables.setdefault(head, {}).setdefault(label, {})[row['group']] = row

def on_curve(rows, group, delay):
    """Exactly once, of the fixed quiet whose median delay is this; between two, in proportion."""
    points = sorted((r[group]['delay_median_ms'], r[group]['once_percent']) for l, r in rows.items() if l.startswith('fixed') and group in r)
    if delay <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if delay <= x1:
            return y0 + (y1 - y0) * (delay - x0) / max(1e-9, x1 - x0)
    return points[-1][1]

print('# Endpointers\n')
print(f'`benchmarks/endpointing/run.sh`, {sys.argv[2]} recordings. For each group: turns committed exactly once, in brackets those of a fixed quiet with the same median delay; split; merged; median delay from the true end to the commit.')
for head, rows in tables.items():
    groups = sorted({g for r in rows.values() for g in r})
    print(f'\n## {HEADS[head]}\n')
    print('| | ' + ' | '.join(f'{g} ({next(iter(rows.values()))[g]["turns"]}): once, % | split | merged | delay, ms' for g in groups) + ' |')
    print('|---' * (1 + 4 * len(groups)) + '|')
    for label, found in rows.items():
        cells = []
        for g in groups:
            r = found[g]
            delay = r.get('delay_median_ms', float('nan'))
            beside = '' if label.startswith('fixed') else ' (%.1f)' % on_curve(rows, g, delay)
            cells += ['%.1f%s' % (r['once_percent'], beside), str(r['split']), str(r['merged']), '%.0f' % delay]
        print(f'| {label} | ' + ' | '.join(cells) + ' |')
PYTHON
