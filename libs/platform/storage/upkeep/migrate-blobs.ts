import type { Database } from '#platform/database';
import { inTurns } from '#platform/resilience';
import type { TenantBlob } from '../blob.js';
import type { BlobStore } from '../blob-store.js';
import { changedSince } from '../blobs.sql.js';
import type { IncomingFiles } from '../incoming-files.js';
import { everyBlob } from './every-blob.js';
import { type BlobFault, faultOf, isNeeded, unreadable } from './verify-blobs.js';

/** What became of a file: it was copied, it was there already, or it cannot be copied from where it should be. */
export type MigratedBlob = 'copied' | 'there' | BlobFault;

/** A storage that files are copied to. */
export interface MigrationTarget {
  readonly store: BlobStore;
  /** Its own, on the same disk where it is a directory. */
  readonly incoming: IncomingFiles;
}

/** Files that are copied at once. */
const AT_ONCE = 8;

/**
 * Copies the files that the rows of these tenants list, each once the digest of its content is right. What the target has
 * with the right content is passed over, so that a run that was cut off goes on with the next.
 *
 * @param onDone called after each file
 * @throws Problem `storage_unavailable` (503), `storage_full` (507)
 */
export async function migrateBlobs(
  database: Database,
  from: BlobStore,
  to: MigrationTarget,
  tenantIds: Iterable<string>,
  onDone: (blob: TenantBlob, what: MigratedBlob) => void,
): Promise<void> {
  await inTurns(everyBlob(database, tenantIds), AT_ONCE, async (blob) => {
    if ((await faultOf(to.store, blob)) === undefined) return onDone(blob, 'there');
    const fault = await copy(from, to, blob);
    if (fault === undefined) return onDone(blob, 'copied');
    if (await isNeeded(database, blob)) onDone(blob, fault);
  });
}

async function copy(from: BlobStore, to: MigrationTarget, blob: TenantBlob): Promise<BlobFault | undefined> {
  try {
    const { file } = await to.incoming.receiveStored(await from.read(blob), blob);
    await to.store.keep(blob, file);
    return undefined;
  } catch (error) {
    const fault = await faultOf(from, blob).catch(unreadable);
    if (fault) return fault;
    throw error;
  }
}

/** How many files arrived since, in these tenants, or are in doubt since: of the last day at most. */
export async function arrivedSince(database: Database, tenantIds: Iterable<string>, since: Date): Promise<number> {
  let arrived = 0;
  for (const tenantId of tenantIds) {
    const [row] = await database.read({ tenantId }, changedSince, since);
    arrived += row?.blobs ?? 0;
  }
  return arrived;
}
