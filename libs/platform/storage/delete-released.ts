import type { Database } from '#platform/database';
import type { BlobStore } from './blob-store.js';
import { deleteBlobs, lockUnused, noteUsed, unreferredBlobs } from './blobs.sql.js';

/** When a blob that was released may be unused since; no other has a time before `AFTER_RELEASED`. */
export const RELEASED = new Date(0);
const AFTER_RELEASED = new Date(1);
/** Blobs that a request waits for; the others are left to garbage collection, ten minutes later at most. */
const MOST = 500;

/**
 * Deletes those of these blobs that were released and that no row refers to. One that another transaction uses at this moment
 * is left to garbage collection.
 *
 * @throws Problem `storage_unavailable` (503): garbage collection deletes them then
 */
export async function deleteReleased(
  database: Database,
  store: BlobStore,
  tenantId: string,
  digests: readonly string[],
): Promise<void> {
  await database.transaction({ tenantId }, async (tx) => {
    const locked = (await tx.run(lockUnused, digests.slice(0, MOST), AFTER_RELEASED)).map(({ digest }) => digest);
    if (locked.length === 0) return;
    const unused = new Set((await tx.run(unreferredBlobs, RELEASED, false, locked, MOST)).map(({ digest }) => digest));
    const used = locked.filter((digest) => !unused.has(digest));
    if (used.length > 0) await tx.run(noteUsed, used);
    if (unused.size === 0) return;
    await store.delete(tenantId, [...unused]);
    await tx.run(deleteBlobs, [...unused]);
  });
}
