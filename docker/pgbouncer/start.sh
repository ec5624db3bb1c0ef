#!/bin/sh
# Writes PgBouncer's users file from DATABASE_URL, as "palier database init" printed it, and starts PgBouncer.
set -eu
settings=${1:-/etc/pgbouncer/pgbouncer.ini}
users=$(sed -n 's/^auth_file = //p' "$settings")
password=${DATABASE_URL#*://palier_app:}
password=${password%%@*}
case $password in
  '' | *[!A-Za-z0-9._~-]*)
    echo 'DATABASE_URL has no password of palier_app that needs no percent-encoding: set one with "palier database init --reset-passwords".' >&2
    exit 1
    ;;
esac
umask 077
printf '"palier_app" "%s"\n' "$password" > "$users"
exec pgbouncer "$settings"
