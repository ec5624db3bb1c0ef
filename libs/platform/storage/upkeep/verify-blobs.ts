import type { Database } from '#platform/database';
import { inTurns } from '#platform/resilience';
import type { TenantBlob } from '../blob.js';
import type { BlobAddress, BlobStore } from '../blob-store.js';
import { blobsByDigest, unreferredBlobs } from '../blobs.sql.js';
import { isWhole } from '../is-whole.js';
import { everyBlob } from './every-blob.js';

/** `missing`: a row refers to it, and it is not there; `damaged`: there is something else, or it cannot be read. */
export type BlobFault = 'missing' | 'damaged';

/** Files that are read at once. */
const AT_ONCE = 8;

/**
 * Reads every file that the rows of these tenants list, and compares its length, its checksum and the digest of its content
 * with its row. What is deleted meanwhile, or announced by an upload that has not kept it, is not missing.
 *
 * @param onChecked called after each file, with what is wrong with it
 * @throws Problem `storage_unavailable` (503)
 */
export async function verifyBlobs(
  database: Database,
  store: BlobStore,
  tenantIds: Iterable<string>,
  onChecked: (blob: TenantBlob, fault?: BlobFault) => void,
): Promise<void> {
  await inTurns(everyBlob(database, tenantIds), AT_ONCE, async (blob) => {
    const fault = await faultOf(store, blob).catch(unreadable);
    const real = fault !== undefined && (await isNeeded(database, blob));
    onChecked(blob, real ? fault : undefined);
  });
}

/** What is wrong with a blob in a storage. @throws Problem `storage_unavailable` (503) */
export async function faultOf(store: BlobStore, blob: TenantBlob): Promise<BlobFault | undefined> {
  const size = await store.size(blob);
  if (size === undefined) return 'missing';
  if (size !== blob.storedBytes) return 'damaged';
  try {
    return (await isWhole(await store.read(blob), blob)) ? undefined : 'damaged';
  } catch (error) {
    if ((error as { code?: string }).code === 'blob_missing') return 'missing';
    throw error;
  }
}

/** Errors of the system that one file may have while the others are read. */
const ofOneFile = new Set(['EACCES', 'EPERM', 'EIO', 'EISDIR', 'ELOOP']);

/** For upkeep, which goes on with the other files: that one cannot be read. @throws the error where it concerns all */
export function unreadable(error: unknown): BlobFault {
  const { code = '', cause } = error as { code?: string; cause?: { code?: string } };
  if (ofOneFile.has(cause?.code ?? code)) return 'damaged';
  throw error;
}

/** Whether a row refers to a blob at this moment. */
export async function isNeeded(database: Database, { tenantId, digest }: BlobAddress): Promise<boolean> {
  const scope = { tenantId };
  if ((await database.read(scope, blobsByDigest, [digest])).length === 0) return false;
  return (await database.read(scope, unreferredBlobs, new Date(0), true, [digest], 1)).length === 0;
}
