#!/usr/bin/env bash
# Draws docs/call.svg: holds the sample call in a real terminal (tmux) and turns its last screen into a picture. Needs tmux and python3.
set -euo pipefail
cd "$(dirname "$0")/.."

./baton version >/dev/null
session=baton-picture-$$
trap 'tmux kill-session -t "$session" 2>/dev/null || true' EXIT
tmux new-session -d -s "$session" -x 104 -y 110 "LANG=C.UTF-8 TERM=xterm-256color ./baton call; sleep 600"
for ((waited = 0; waited < 150; waited += 2)); do
    if tmux capture-pane -t "$session" -p | grep -q '^ NEXT'; then
        break
    fi
    sleep 2
done
sleep 2
tmux capture-pane -t "$session" -p -e | python3 docs/screen-to-svg.py >docs/call.svg
