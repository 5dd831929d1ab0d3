#!/bin/sh
# Goes back to the program before the last upgrade, and to the ledger as it was then when the upgrade changed its schema. As root: /opt/eljournal/Deploy/rollback.sh
# What was read since is read again from the journal; what was delivered since is sent again under the same versions or newer ones, so a portal that goes by the version takes no harm.
set -eu
program=${ELJOURNAL_PROGRAM:-/opt/eljournal}
state=${ELJOURNAL_STATE:-/var/lib/eljournal}
service=${ELJOURNAL_SYSTEMCTL:-systemctl}
ledger=${ELJOURNAL_LEDGER:-$state/data/eljournal.db}

[ -d "$program.previous" ] || { echo "There is no $program.previous to go back to." >&2; exit 1; }
"$service" stop eljournal 2>/dev/null || true
rm -rf "$program.undone"
mv "$program" "$program.undone"
mv "$program.previous" "$program"
if [ -f "$ledger" ] && ELJOURNAL_CONFIG="$state/eljournal.json" "$program/eljournal" doctor --json 2>/dev/null | grep -q before-upgrade-from; then
    # shellcheck disable=SC2012 # The names are the program's own.
    saved=$(ls -t "$ledger".before-upgrade-from-* 2>/dev/null | head -n 1)
    [ -n "$saved" ] || { echo "The former program does not open the ledger and there is no copy from before the upgrade: eljournal backup verify, then restore --to." >&2; exit 1; }
    mkdir -p "$state/undone"
    for file in "$ledger" "$ledger-wal" "$ledger-shm"; do
        [ ! -f "$file" ] || mv "$file" "$state/undone/"
    done
    cp -p "$saved" "$ledger"
    echo "The ledger is the one from before the upgrade ($saved); the newer one lies in $state/undone."
fi
"$service" start eljournal
