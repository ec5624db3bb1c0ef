import type { Database } from '#platform/database';
import type { BlobStore } from '../blob-store.js';
import { blobsByDigest, claimUnlisted, deleteBlobs } from '../blobs.sql.js';
import { isRecord } from '../records.js';

/** Files of one tenant without a row. */
export interface Orphans {
  readonly tenantId: string;
  readonly digests: readonly string[];
}

/** Younger ones may be those of a restore or an import whose rows are still to come, in milliseconds. */
const OLD_MS = 24 * 3_600_000;
/** Files that are looked up together. */
const BATCH = 500;

/** What the storage has without a row and for longer than a day, of all tenants or one: what a process that died left. */
export async function* orphans(database: Database, store: BlobStore, tenantId?: string): AsyncGenerator<Orphans> {
  const before = Date.now() - OLD_MS;
  let owner = '';
  let digests: string[] = [];
  const unlisted = async (): Promise<Orphans> => {
    const listed = new Set((await database.read({ tenantId: owner }, blobsByDigest, digests)).map((row) => row.digest));
    return { tenantId: owner, digests: digests.filter((digest) => !listed.has(digest)) };
  };
  for await (const blob of store.list(tenantId)) {
    if (blob.keptAt.getTime() > before || isRecord(blob)) continue;
    if (digests.length > 0 && (blob.tenantId !== owner || digests.length === BATCH)) {
      yield await unlisted();
      digests = [];
    }
    owner = blob.tenantId;
    digests.push(blob.digest);
  }
  if (digests.length > 0) yield await unlisted();
}

/**
 * Deletes files without a row. An upload of the same content waits meanwhile, and then keeps it anew.
 *
 * @returns how many had no row still
 */
export function deleteOrphans(database: Database, store: BlobStore, { tenantId, digests }: Orphans): Promise<number> {
  return database.transaction({ tenantId }, async (tx) => {
    const claimed = (await tx.run(claimUnlisted, tenantId, digests)).map(({ digest }) => digest);
    await store.delete(tenantId, claimed);
    await tx.run(deleteBlobs, claimed);
    return claimed.length;
  });
}
