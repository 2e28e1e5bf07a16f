#!/usr/bin/env bash
# A real Asterisk calls the agent over AudioSocket and over its WebSocket channel: plays it a caller who interrupts and presses a key, and records what comes back.
# Asterisk 20.18, 22.8, 23.2 or later, from the PATH, or from a root directory ASTERISK_ROOT that holds a Debian with it. With --required a missing one is a failure.
set -euo pipefail
cd "$(dirname "$0")"

root=${ASTERISK_ROOT:-}
if [ -n "$root" ]; then
    asterisk() { chroot "$root" /usr/sbin/asterisk "$@"; }
fi
modules=$(find "$root"/usr/lib "$root"/usr/local/lib -name chan_websocket.so 2>/dev/null | head -1)
if [ -z "$modules" ] || ! asterisk -V; then
    echo 'calls of a real Asterisk: left out, there is none with chan_websocket; install one, or set ASTERISK_ROOT (docs/recipes/asterisk.md)' >&2
    [ "${1:-}" != --required ]
    exit
fi
. ./prepare.sh
$mvn -f boot-3/pom.xml process-classes

there=$(mktemp -d "$root/tmp/baton-XXXXXX")
inside=${there#"$root"}
mkdir "$there/etc" "$there/calls"
answering='' running=''
cleanup() {
    kill $answering $running 2>/dev/null || true
    wait $answering $running 2>/dev/null || true
    rm -rf "$work" "$there"
}

"$java" -cp "boot-3/target/classes:$(cat boot-3/target/classpath)" host.AsteriskCalls "$there/calls" &
answering=$!
until [ -s "$there/calls/ports" ]; do
    kill -0 "$answering" || { echo 'the agent has ended' >&2; exit 1; }
    sleep 0.1
done
read -r tcp http <"$there/calls/ports"

sed "s/9092/$tcp/; s#DIRECTORY#$inside/calls#g" asterisk/extensions.conf asterisk/caller.conf >"$there/etc/extensions.conf"
sed "s/8080/$http/" asterisk/websocket_client.conf >"$there/etc/websocket_client.conf"
cp asterisk/modules.conf "$there/etc"
modules=${modules%/chan_websocket.so}
{
    echo '[directories]'
    echo "astmoddir => ${modules#"$root"}"
    echo 'astdatadir => /usr/share/asterisk'
    echo "astetcdir => $inside/etc"
    for directory in astvarlibdir astdbdir astkeydir astspooldir astrundir astlogdir; do
        echo "$directory => $inside"
    done
} >"$there/etc/asterisk.conf"

command_line() { asterisk -C "$inside/etc/asterisk.conf" -rx "$1"; }
if [ -n "$root" ]; then
    chroot "$root" /usr/sbin/asterisk -C "$inside/etc/asterisk.conf" -f -n -vvv >"$there/log" 2>&1 &
else
    asterisk -C "$inside/etc/asterisk.conf" -f -n -vvv >"$there/log" 2>&1 &
fi
running=$!
until command_line 'core waitfullybooted' >/dev/null 2>&1; do
    kill -0 "$running" || { cat "$there/log" >&2; exit 1; }
    sleep 0.2
done
for line in audiosocket websocket; do
    command_line "channel originate Local/$line@agent extension $line@caller"
done

status=0
wait "$answering" || status=$?
answering=''
if [ "$status" -ne 0 ]; then
    echo '--- what Asterisk said' >&2
    cat "$there/log" >&2
fi
exit "$status"
