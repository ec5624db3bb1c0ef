#!/bin/sh
# Starts a streaming replica. On its first start it copies the server of REPLICATION_URL, as "palier database init
# --replica" printed it; to have it copied again, delete its volume.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  address=${REPLICATION_URL:?run \"palier database init --replica\", and set it as that printed it}
  password=${address#*://palier_replication:}
  copy=$PGDATA.copy
  # What an interrupted start left.
  rm -rf "$copy" "$PGDATA"
  mkdir -p "$(dirname "$PGDATA")"
  # Not in the arguments: every user of the machine can read those. With it the replica's settings get the password.
  PGPASSWORD=${password%%@*} pg_basebackup --dbname="postgres://palier_replication@${address##*@}" --pgdata="$copy" \
    --slot=palier_replica --write-recovery-conf --checkpoint=fast
  mv "$copy" "$PGDATA"
fi
exec postgres
