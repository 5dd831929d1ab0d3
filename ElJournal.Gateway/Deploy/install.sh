#!/bin/sh
# Installs the folder that this script lies in as a service, or upgrades the one that is installed. As root: ./Deploy/install.sh
# Settings, ledger and keys lie in /var/lib/eljournal and are not touched; the former program is kept beside the new one.
set -eu
program=${ELJOURNAL_PROGRAM:-/opt/eljournal}
state=${ELJOURNAL_STATE:-/var/lib/eljournal}
unit=${ELJOURNAL_UNIT:-/etc/systemd/system/eljournal.service}
service=${ELJOURNAL_SYSTEMCTL:-systemctl}
owner=${ELJOURNAL_USER:-eljournal}
new=$(cd "$(dirname "$0")/.." && pwd)

[ -x "$new/eljournal" ] || { echo "There is no program in $new." >&2; exit 1; }
[ "$new" != "$program" ] || { echo "Unpack the new version elsewhere and start its Deploy/install.sh." >&2; exit 1; }
id "$owner" >/dev/null 2>&1 || useradd --system --home-dir "$state" --shell /usr/sbin/nologin "$owner"
mkdir -p "$state"
chown "$owner" "$state"
chmod 700 "$state"

# Copied before the old one stops: what can fail fails while it still works.
rm -rf "$program.new"
cp -R "$new" "$program.new"
if [ -f "$state/eljournal.json" ]; then
    ELJOURNAL_CONFIG="$state/eljournal.json" "$program.new/eljournal" config check || { echo "The new version does not accept the settings; nothing was changed." >&2; rm -rf "$program.new"; exit 1; }
fi

"$service" stop eljournal 2>/dev/null || true
if [ -d "$program" ]; then
    rm -rf "$program.previous"
    mv "$program" "$program.previous"
fi
mv "$program.new" "$program"
cp "$program/Deploy/eljournal.service" "$unit"
"$service" daemon-reload
"$service" enable eljournal
if [ -f "$state/eljournal.json" ]; then
    # Before it changes the ledger's schema the program saves the ledger beside itself: ….before-upgrade-from-…
    "$service" start eljournal
    echo "Started. Look with: eljournal doctor"
else
    echo "Write $state/eljournal.json, then: $service start eljournal"
fi
