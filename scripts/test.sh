#!/bin/sh
# The whole suite in two halves at once: most of the window's tests beside all others and the rest of the window's;
# either keeps one core busy, mostly. The other half speaks as it goes; what the window's half said follows when both are
# done. (The rest of the window's tests have a process of their own: what other tests leave behind is none of theirs.)
python=$1
said=$(mktemp)
"$python" -m pytest tests/gui/test_[a-r]*.py > "$said" 2>&1 &
window=$!
trap 'kill "$window" 2> /dev/null; rm -f "$said"; exit 130' INT TERM
"$python" -m pytest --ignore=tests/gui
others=$?
"$python" -m pytest tests/gui/test_[!a-r]*.py
rest=$?
wait "$window"
of_window=$?
cat "$said"
rm -f "$said"
[ "$others" -eq 0 ] && [ "$rest" -eq 0 ] && [ "$of_window" -eq 0 ]
