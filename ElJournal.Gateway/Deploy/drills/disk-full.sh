#!/bin/sh
# Drill: the disk of the ledger fills up while the journal is read, and is enlarged. Nothing may be lost or doubled.
# As root, on a machine that is not in use: disk-full.sh FOLDER_OF_THE_PROGRAM
set -eu
program=$(cd "${1:?folder of the program}" && pwd)
run() { if [ -x "$program/eljournal" ]; then "$program/eljournal" "$@"; else dotnet "$program/eljournal.dll" "$@"; fi; }
place=$(mktemp -d)
trap 'umount "$place/small/data" 2>/dev/null || true; rm -rf "$place"' EXIT
for name in small whole; do
    mkdir -p "$place/$name/data"
    cp -R "$program/demo-school/." "$place/$name/"
done
letters() { find "$place/$1" -name '*.eml' | wc -l; }
rows() { run doctor --json --config "$place/$1/eljournal.json" >/dev/null 2>&1 || true; run check --school demo --json --config "$place/$1/eljournal.json" --from 2026-09-01 --to 2026-10-17 --now 2026-10-17T20:00:00+03:00 | grep -c '"id"' || true; }

mount -t tmpfs -o size=3m,mode=700 tmpfs "$place/small/data"
status=0
run sync --school demo --config "$place/small/eljournal.json" --now 2026-10-17T19:00:00+03:00 >"$place/out" 2>&1 || status=$?
cat "$place/out"
[ "$status" -eq 1 ] || { echo "FAILED: ended with $status and not with 1"; exit 1; }
grep -qi 'мест' "$place/out" || { echo "FAILED: nobody was told that the disk is full"; exit 1; }
[ "$(letters small)" -eq 0 ] || { echo "FAILED: a letter about a day of which nothing is known"; exit 1; }
mount -o remount,size=200m "$place/small/data"
for name in small whole; do run sync --school demo --config "$place/$name/eljournal.json" --now 2026-10-17T19:30:00+03:00 >/dev/null; done
small=$(rows small)
whole=$(rows whole)
[ "$small" = "$whole" ] || { echo "FAILED: $small findings after the full disk, $whole without one"; exit 1; }
for name in small whole; do run notify --kind daily --school demo --config "$place/$name/eljournal.json" --now 2026-10-17T20:00:00+03:00 >/dev/null || [ $? -eq 2 ]; done
[ "$(letters small)" -gt 0 ] && [ "$(letters small)" = "$(letters whole)" ] || { echo "FAILED: $(letters small) letters after the full disk, $(letters whole) without one"; exit 1; }
echo "PASSED: $small findings and $(letters small) letters on both"
