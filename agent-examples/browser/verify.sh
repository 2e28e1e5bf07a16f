#!/usr/bin/env bash
# The local server's page, and the vendor's own browser samples, in a headless Chromium against the server with its real recogniser. With --required a missing browser is a failure.
# CHROMIUM names the browser; SCREENSHOTS a directory for pictures of the page.
set -euo pipefail
cd "$(dirname "$0")"

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if ! command -v npm >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1 || [ -z "$chromium" ]; then
    echo "the page in a browser: left out, there is no node, no npm or no Chromium; install Node.js 20 or later and chromium" >&2
    [ "${1:-}" != --required ]
    exit
fi
npm ci --no-audit --no-fund --loglevel=error

scratch=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$scratch"' EXIT

# Starts a server with the options after $1; the address of its page goes into the file $1.
serve() {
    local log=$scratch/$1.log server
    : >"$log"
    ../../baton stt-server --port 0 "${@:2}" >"$log" &
    server=$!
    servers+=("$server")
    until grep -q 'Ctrl-C ends it' "$log"; do
        kill -0 "$server" || { echo 'the server has ended' >&2; exit 1; }
        sleep 0.2
    done
    sed -n 's/^ *page *//p' "$log" >"$scratch/$1"
}

serve good --key sk_browser
echo 'one two three' >"$scratch/script"
serve broken --script "$scratch/script" --fault reset
serve refusing --script "$scratch/script" --fault error-then-1008

CHROMIUM=$chromium SCRATCH=$scratch node verify.js "$(cat "$scratch/good")" "$(cat "$scratch/broken")" "$(cat "$scratch/refusing")" \
    ../src/main/resources/dev/baton/examples/sample/clips
echo 'the page in a browser: all passed'
