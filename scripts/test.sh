#!/bin/sh
# The whole suite in two halves at once, the window's tests beside all others: either keeps one core busy, mostly.
# The other half speaks as it goes; what the window's half said follows when both are done.
python=$1
said=$(mktemp)
"$python" -m pytest tests/gui > "$said" 2>&1 &
window=$!
trap 'kill "$window" 2> /dev/null; rm -f "$said"; exit 130' INT TERM
"$python" -m pytest --ignore=tests/gui
others=$?
wait "$window"
of_window=$?
cat "$said"
rm -f "$said"
[ "$others" -eq 0 ] && [ "$of_window" -eq 0 ]
