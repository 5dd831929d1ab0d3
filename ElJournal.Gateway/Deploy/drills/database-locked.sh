#!/bin/sh
# Drill: another program holds the ledger; a command waits, says so, and works again afterwards.
# database-locked.sh FOLDER_OF_THE_PROGRAM (needs sqlite3)
set -eu
program=$(cd "${1:?folder of the program}" && pwd)
run() { if [ -x "$program/eljournal" ]; then "$program/eljournal" "$@"; else dotnet "$program/eljournal.dll" "$@"; fi; }
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -R "$program/demo-school/." "$place/"
run sync --school demo --config "$place/eljournal.json" --now 2026-10-17T19:00:00+03:00 >/dev/null
ledger=$(find "$place" -name '*.db' | head -n 1)
mkfifo "$place/hold"
sqlite3 "$ledger" <"$place/hold" >/dev/null &
exec 3>"$place/hold"
echo 'BEGIN EXCLUSIVE;' >&3
sleep 1
status=0
run sync --school demo --config "$place/eljournal.json" --now 2026-10-17T19:30:00+03:00 >"$place/out" 2>&1 || status=$?
cat "$place/out"
[ "$status" -eq 1 ] || { echo "FAILED: ended with $status and not with 1"; exit 1; }
echo 'ROLLBACK;' >&3
exec 3>&-
wait
run sync --school demo --config "$place/eljournal.json" --now 2026-10-17T19:45:00+03:00 >/dev/null
for _ in 1 2; do run notify --kind daily --school demo --config "$place/eljournal.json" --now 2026-10-17T20:00:00+03:00 >/dev/null || [ $? -eq 2 ]; done
letters=$(find "$place" -name '*.eml' -exec grep -h '^To:' -A1 {} + | grep -o '<[^>]*>' | sort | uniq -d)
[ -z "$letters" ] || { echo "FAILED: two letters to $letters"; exit 1; }
echo "PASSED"
