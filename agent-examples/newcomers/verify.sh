#!/usr/bin/env bash
# Runs programs that know nothing of Baton against the local speech-to-text server with its real recogniser. With --required a missing npm is a failure.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v npm >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1; then
    echo "newcomers' programs: left out, there is no node or no npm; install Node.js 20 or later" >&2
    [ "${1:-}" != --required ]
    exit
fi
npm ci --no-audit --no-fund --loglevel=error

directory=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; rm -rf "$directory"' EXIT

# Starts a server with further options and waits until it listens; its output goes to $directory/$1.
serve() {
    local log="$directory/$1"
    shift
    : >"$log"
    ../../baton stt-server --port 0 --key sk_newcomer "$@" >"$log" &
    local server=$!
    servers+=("$server")
    until grep -q 'Ctrl-C ends it' "$log"; do
        kill -0 "$server" || { echo 'the server has ended' >&2; exit 1; }
        sleep 0.2
    done
}

serve plain
# Some clients take wss alone; the certificate is made for this run.
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
    -keyout "$directory/key.pem" -out "$directory/cert.pem" 2>"$directory/openssl" || { cat "$directory/openssl" >&2; exit 1; }
serve secure --dialect assemblyai --tls-cert "$directory/cert.pem" --tls-key "$directory/key.pem"
log="$directory/plain"
pulse=$(grep -o 'ws://[^ ]*/stt/live' "$log" | head -1)
lightning=$(grep -o 'ws://[^ ]*/lightning/get_text' "$log" | head -1)
translator=$(grep -o 'ws://[^ ]*/v1/realtime' "$log" | head -1)
deepgram=$(grep -o 'ws://[^ ]*/v1/listen' "$log" | head -1)
assemblyai=$(grep -o 'wss://[^ ]*/v3/ws' "$directory/secure" | head -1)
camb=$(grep -o 'ws://[^ ]*/apis/transcription/listen' "$log" | head -1)
openai=$(grep -o 'http://[^ ]*/v1/audio/transcriptions' "$log" | head -1)

clips=../src/main/resources/dev/baton/examples/sample/clips
node pulse-file.js "$pulse" "$clips/wednesday.wav" wednesday
node pulse-turns.js "$pulse" "$clips/wednesday.wav" wednesday "$clips/five.wav" five
node pulse-single-shot.js "$pulse" "$clips/thank-you.wav" 'thank you'
node smallest-lightning.js file "$lightning" "$clips/wednesday.wav" wednesday
node smallest-lightning.js microphone "$lightning" "$clips/thank-you.wav" 'thank you'
node deepgram-sdk.js "${deepgram%/v1/listen}" "$clips/wednesday.wav" wednesday "$clips/five.wav" five
node deepgram-flux-sdk.js "${deepgram%/v1/listen}" "$clips/wednesday.wav" wednesday "$clips/five.wav" five
NODE_EXTRA_CA_CERTS="$directory/cert.pem" node assemblyai-sdk.js "$assemblyai" "$clips/wednesday.wav" wednesday "$clips/five.wav" five
node camb-listen.js "$camb" sample "$clips/wednesday.wav" wednesday "$clips/five.wav" five
node camb-listen.js "${camb%/apis/*}/streaming-transcription/listen" sdk "$clips/wednesday.wav" wednesday "$clips/five.wav" five
node camb-listen.js "${camb%/apis/*}/transcription/listen" stereo "$clips/wednesday.wav" wednesday "$clips/five.wav" five
node camb-realtime.js "$translator" sk_newcomer "$clips/wednesday.wav" wednesday mittwoch
node openai-transcriptions.js "${openai%/v1/audio/transcriptions}" "$clips/wednesday.wav" wednesday "$clips/thank-you.wav" 'thank you'
echo "newcomers' programs: all passed"
