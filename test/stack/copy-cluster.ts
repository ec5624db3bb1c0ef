import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/** What a server makes again at its start, or is its own: what pg_basebackup leaves out too. */
const LEFT_OUT = [
  './pg_wal/*',
  './pg_replslot/*',
  './pg_dynshmem/*',
  './pg_notify/*',
  './pg_serial/*',
  './pg_snapshots/*',
  './pg_stat_tmp/*',
  './pg_subtrans/*',
  './log/*',
  './start.log',
  './postmaster.*',
  'pgsql_tmp*',
  'pg_internal.init*',
];

/** Bash with -f leaves the patterns to tar. */
const copy = `tar -C "$1" --warning=none --ignore-failed-read $(printf -- '--exclude=%s ' $3) -cf - . | tar -C "$2" -xpf -`;

/**
 * Copies the data of a running PostgreSQL of this machine, as a replica of it that has not started yet: the embedded server
 * comes without pg_basebackup.
 *
 * @param adminUrl the superuser's
 * @param slot the name of a replication slot to make, which keeps what the copy has not received yet
 * @returns the new data directory, which belongs to the account of the server
 */
export async function copyCluster(adminUrl: string, slot: string): Promise<string> {
  const to = mkdtempSync(join(tmpdir(), 'palier-replica-'));
  // A backup ends with its session.
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ from: string }>(`SELECT current_setting('data_directory') AS from`);
    const from = rows[0]?.from ?? '';
    await client.query('SELECT pg_create_physical_replication_slot($1, true)', [slot]);
    await client.query('SELECT pg_backup_start($1, true)', [slot]);
    await promisify(execFile)('bash', ['-f', '-c', copy, 'copy', from, to, LEFT_OUT.join(' ')]);
    const { rows: ended } = await client.query<{ label: string }>(
      'SELECT labelfile AS label FROM pg_backup_stop(false)',
    );
    const own = readFileSync(join(to, 'postgresql.auto.conf'), 'utf8');
    const files = {
      backup_label: ended[0]?.label ?? '',
      'standby.signal': '',
      'postgresql.auto.conf': `${own}primary_conninfo = '${adminUrl}'\nprimary_slot_name = '${slot}'\n`,
    };
    const { uid, gid } = statSync(from);
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(to, name), text, { mode: 0o600 });
      if (process.getuid?.() === 0) chownSync(join(to, name), uid, gid);
    }
    return to;
  } finally {
    await client.end();
  }
}
