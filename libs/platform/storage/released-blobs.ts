import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { BlobStore } from './blob-store.js';
import { deleteBlobs, lockUnused, unreferredBlobs } from './blobs.sql.js';
import { RELEASED } from './delete-released.js';

/** Blobs that one transaction deletes, at most; they are locked meanwhile. */
const BATCH = 500;
/** After any announcement. */
const ANY_TIME = new Date('9999-12-31T00:00:00Z');

/** Deletes the blobs of deleted rows at once, which garbage collection does otherwise. */
@Injectable()
export class ReleasedBlobs {
  constructor(
    private readonly database: Database,
    private readonly store: BlobStore,
  ) {}

  /**
   * Deletes the tenant's blobs that deleted rows referred to, unless another row refers to them or an upload has announced
   * them. One that another transaction uses at this moment is left to garbage collection.
   *
   * @returns how many blobs were deleted
   * @throws Problem `storage_unavailable` (503); call it again then
   */
  async delete(tenantId: string, signal?: AbortSignal): Promise<number> {
    for (let total = 0; ; signal?.throwIfAborted()) {
      const deleted = await this.deleteBatch(tenantId);
      if (deleted === 0) return total;
      total += deleted;
    }
  }

  /** Asks twice: what was unused may be in use by the time that it is locked, and not after that. */
  private async deleteBatch(tenantId: string): Promise<number> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const found = await tx.run(unreferredBlobs, RELEASED, false, null, BATCH);
      const locked = await tx.run(lockUnused, found.map(digestOf), ANY_TIME);
      const digests = (await tx.run(unreferredBlobs, RELEASED, false, locked.map(digestOf), BATCH)).map(digestOf);
      if (digests.length === 0) return 0;
      await this.store.delete(tenantId, digests);
      await tx.run(deleteBlobs, digests);
      return digests.length;
    });
  }
}

const digestOf = ({ digest }: { digest: string }): string => digest;
