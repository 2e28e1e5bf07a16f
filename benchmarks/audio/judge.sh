#!/usr/bin/env bash
# Converts test signals by ./baton resample and has an independent program judge them: judge.sh QUALITY.py WORK_FOLDER
# Per row: what it saw, and whether everything that the quality promises is there; chunks of 10 and 20 ms, an odd one and the whole file must give the same; ten minutes must neither drift nor click.
set -euo pipefail
judge=$1 work=$2 failed=0
rates='8000:16000 16000:8000 24000:16000 24000:8000 48000:16000 16000:24000 16000:48000 44100:16000 11025:16000'
# shellcheck disable=SC2086 # one word per pair
python3 "$judge" make "$work/signals" $rates
for pair in $rates; do
    in=${pair%:*} out=${pair#*:}
    for quality in fast balanced high; do
        convert() {
            ./baton resample "$1" "$2" --from "$in" --to "$out" --quality "$quality" --chunk-ms "$3" 2>"$work/complaint" || {
                cat "$work/complaint" >&2
                return 1
            }
        }
        convert "$work/signals/main_${in}_$out.raw" "$work/20.raw" 20
        convert "$work/signals/main_${in}_$out.raw" "$work/10.raw" 10
        convert "$work/signals/main_${in}_$out.raw" "$work/7.raw" 7
        convert "$work/signals/main_${in}_$out.raw" "$work/1000.raw" 1000
        convert "$work/signals/long_$in.raw" "$work/long.raw" 20
        case $quality:$((out > in)) in
            fast:1) need='image>=27.5,image98>=8.7' ;;
            fast:0) need='image>=84,alias>=11.3,alias115>=84.8' ;;
            balanced:1) need='image>=100,image98>=70,f3>=0.90,sinad>=90' ;;
            balanced:0) need='image>=100,alias>=70,alias115>=100,f3>=0.90,sinad>=90' ;;
            high:1) need='image>=105,image98>=100,ripple<=0.01,f3>=0.94,sinad>=90' ;;
            high:0) need='image>=105,alias>=100,alias115>=105,ripple<=0.01,f3>=0.94,sinad>=90' ;;
        esac
        need="$need,lenerr<=0.1,chunkdiff<=0,clip==ok,idle<=0,longclick<=2.5,drift<=0.1,drift>=-0.1,longlen<=0.1"
        seen=$(python3 "$judge" score "$work/signals" "$in" "$out" "$work/20.raw" "$work/10.raw" "$work/7.raw" "$work/1000.raw" \
            "$work/long.raw" --json --need "$need" 2>"$work/errors") && verdict=passed || verdict="FAILED: $(tail -1 "$work/errors")"
        [ "$verdict" = passed ] || failed=1
        printf '%-12s %-9s %s  %s\n' "$pair" "$quality" "$(python3 -c '
import json, sys
seen = json.loads(sys.argv[1])
print(" ".join(f"{k}={seen[k]}" for k in ("image", "image98", "alias", "alias115", "f3", "ripple", "sinad", "click", "longclick", "drift", "chunkdiff") if seen.get(k) is not None))
' "$seen")" "$verdict"
    done
done
exit $failed
