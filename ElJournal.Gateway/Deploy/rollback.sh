#!/bin/sh
# Goes back to the program before the last upgrade, and to the ledger as it was then when the upgrade changed its schema. As root: /opt/eljournal/Deploy/rollback.sh
# What was read since is read again from the journal; what was delivered since is sent again under the same versions or newer ones, so a portal that goes by the version takes no harm.
set -eu
program=${ELJOURNAL_PROGRAM:-/opt/eljournal}
state=${ELJOURNAL_STATE:-/var/lib/eljournal}
service=${ELJOURNAL_SYSTEMCTL:-systemctl}
owner=${ELJOURNAL_USER:-eljournal}
ledger=${ELJOURNAL_LEDGER:-$state/data/eljournal.db}
here=$(cd "$(dirname "$0")" && pwd)

[ -d "$program.previous" ] || { echo "There is no $program.previous to go back to." >&2; exit 1; }
"$service" stop eljournal 2>/dev/null || true
newer=no
if ELJOURNAL_PROGRAM="$program.previous" "$here/as-service.sh" doctor --json 2>/dev/null | grep -q before-upgrade-from; then
    newer=yes
fi

# shellcheck disable=SC2012 # The names are the program's own.
saved=$(ls -t "$ledger".before-upgrade-from-* 2>/dev/null | head -n 1)
if [ "$newer" = yes ] && [ -z "$saved" ]; then
    "$service" start eljournal
    echo "The former program does not open the ledger and there is no copy from before the upgrade, so nothing was changed: eljournal backup verify, then restore --to." >&2
    exit 1
fi

rm -rf "$program.undone"
mv "$program" "$program.undone"
mv "$program.previous" "$program"
if [ "$newer" = yes ]; then
    if [ ! -f "$ledger" ]; then
        echo "The former program is back and the service is stopped: a server keeps the ledger, and the tables are the newer program's. Empty the database, then: eljournal restore --from '$saved' --to FOLDER --to-storage" >&2
        exit 1
    fi

    mkdir -p "$state/undone"
    chown "$owner" "$state/undone"
    chmod 700 "$state/undone"
    for file in "$ledger" "$ledger-wal" "$ledger-shm"; do
        [ ! -f "$file" ] || mv "$file" "$state/undone/"
    done
    cp -p "$saved" "$ledger"
    echo "The ledger is the one from before the upgrade ($saved); the newer one lies in $state/undone."
fi
"$service" start eljournal
