#!/bin/sh
# Installs the folder that this script lies in as a service, or upgrades the one that is installed. As root: ./Deploy/install.sh
# Settings, ledger and keys lie in /var/lib/eljournal and are not touched; the former program is kept beside the new one.
set -eu
program=${ELJOURNAL_PROGRAM:-/opt/eljournal}
state=${ELJOURNAL_STATE:-/var/lib/eljournal}
unit=${ELJOURNAL_UNIT:-/etc/systemd/system/eljournal.service}
command=${ELJOURNAL_COMMAND:-/usr/local/bin/eljournal}
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
umask 022
rm -rf "$program.new"
mkdir -p "$program.new"
cp -R "$new/." "$program.new"
chmod -R go+rX "$program.new"
if [ -f "$state/eljournal.json" ]; then
    # Warnings are shown and keep nobody from upgrading.
    ELJOURNAL_PROGRAM="$program.new" "$program.new/Deploy/as-service.sh" config check || true
    ELJOURNAL_PROGRAM="$program.new" "$program.new/Deploy/as-service.sh" config check --json 2>/dev/null | grep -q '"valid": *true' || { echo "The new version does not accept the settings; nothing was changed." >&2; rm -rf "$program.new"; exit 1; }
fi

"$service" stop eljournal 2>/dev/null || true
if [ -d "$program" ]; then
    rm -rf "$program.previous"
    mv "$program" "$program.previous"
fi
mv "$program.new" "$program"
cp "$program/Deploy/eljournal.service" "$unit"
cp "$program/Deploy/as-service.sh" "$command"
"$service" daemon-reload
"$service" enable eljournal
if [ -f "$state/eljournal.json" ]; then
    # Before it changes the ledger's schema the program saves the ledger beside itself: ….before-upgrade-from-…
    "$service" start eljournal
    echo "Started. Look with: eljournal doctor"
else
    echo "Write $state/eljournal.json (readable by $owner), then: $service start eljournal"
fi
