import { CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import { withSnapshot } from '../snapshot/snapshot.js';
import type { Manifest } from './manifest.js';
import { writeArchive } from './write-archive.js';

/** Any fixed number; the lock is of one database. */
const LOCK = 7_254_370_011;

/**
 * Writes all rows of a database, as they are at one moment, into an archive.
 *
 * @param ownerUrl the database as its owner, past any pooler
 * @param file replaced when it exists, once the new one is whole
 * @param signal cuts it off; nothing is left then
 * @throws Problem `backup_under_way`, and those of `withSnapshot`
 */
export async function takeBackup(ownerUrl: string, file: string, signal?: AbortSignal): Promise<Manifest> {
  // A connection of its own, so that the lock is free when this ends, however that comes.
  const holder = await CopyConnection.open(ownerUrl);
  try {
    const [row] = await holder.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LOCK]);
    if (!row?.held) throw backupProblems.backup_under_way();
    return await withSnapshot(ownerUrl, (snapshot) => writeArchive(file, snapshot, { kind: 'house' }), { signal });
  } finally {
    await holder.close();
  }
}
