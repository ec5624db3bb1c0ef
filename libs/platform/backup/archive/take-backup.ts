import { CopyConnection } from '#platform/database';
import type { BlobStore } from '#platform/storage';
import { backupProblems } from '../backup.errors.js';
import type { FileSource } from '../files/add-files.js';
import { isNeeded } from '../files/is-needed.js';
import { writeWithKeys } from '../keys/write-keys.js';
import { type Snapshot, withSnapshot } from '../snapshot.js';
import type { Manifest } from './manifest.js';

/** Any fixed number: an advisory lock, one per database. */
const LOCK = 7_254_370_004;

/**
 * Writes all rows of a database, from one snapshot, into an archive, the keys of persons into `FILE.keys` beside it, and the
 * files of a storage on this machine into the archive.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 * @param file which does not exist, nor `FILE.keys`
 * @param signal aborts the backup; neither file is left then
 * @throws Problem `backup_under_way`, and those of `withSnapshot` and `writeWithKeys`
 */
export async function takeBackup(
  ownerUrl: string,
  file: string,
  store: BlobStore,
  signal?: AbortSignal,
): Promise<Manifest> {
  // A separate connection: closing it releases the lock in any case.
  return CopyConnection.use(ownerUrl, async (holder) => {
    if (!(await holder.tryLock(LOCK))) throw backupProblems.backup_under_way();
    const source: FileSource = { store, isNeeded: (blob) => isNeeded(ownerUrl, blob) };
    const write = (snapshot: Snapshot) => writeWithKeys(file, snapshot, { kind: 'deployment' }, source, signal);
    return withSnapshot(ownerUrl, write, { signal });
  });
}
