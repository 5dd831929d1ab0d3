#!/bin/sh
# Runs a command of the program as the service does: as its user, with its settings and its secrets. install.sh puts it on the path as `eljournal`.
# What root itself would write (settings of a school, secrets, side files of the ledger) the service could not read.
set -eu
program=${ELJOURNAL_PROGRAM:-/opt/eljournal}
state=${ELJOURNAL_STATE:-/var/lib/eljournal}
owner=${ELJOURNAL_USER:-eljournal}
secrets=${ELJOURNAL_SECRETS:-/etc/eljournal.env}

# As systemd reads it: a line each, comments begin with # or ;, quotes around a value are none of it.
if [ -r "$secrets" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            '' | '#'* | ';'*) ;;
            *=*)
                value=${line#*=}
                case $value in
                    \"*\") value=${value#\"} value=${value%\"} ;;
                    \'*\') value=${value#\'} value=${value%\'} ;;
                esac
                export "${line%%=*}=$value"
                ;;
        esac
    done <"$secrets"
fi
export ELJOURNAL_CONFIG="${ELJOURNAL_CONFIG:-$state/eljournal.json}" HOME="$state"
umask 077
if [ "$(id -un)" = "$owner" ]; then
    exec "$program/eljournal" "$@"
fi
exec runuser -u "$owner" -- "$program/eljournal" "$@"
