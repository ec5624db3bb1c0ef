import { Inject } from '@nestjs/common';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { BlobStore } from './blob-store.js';
import { clearDoubt, type DoubtfulBlobs, deleteBlobs, doubtfulBlobs, lockUnused } from './blobs.sql.js';
import { IncomingFiles } from './incoming-files.js';

/** How long a blob that was announced and not released is kept although nothing refers to it: an upload may be about to, in milliseconds. */
const GRACE_MS = 24 * 3_600_000;
/** Blobs that are looked at together; those that are deleted are locked meanwhile. */
const BATCH = 500;

const collectGarbage = defineJob('storage.collect-garbage', { everyMs: 10 * 60_000, concurrency: 1 });

/** Deletes the blobs that were released, and those that no row has referred to for a day, every ten minutes. */
@HandlesJob(collectGarbage)
export class CollectGarbage implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly store: BlobStore,
    @Inject(IncomingFiles) private readonly incoming: IncomingFiles,
  ) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<{ deleted: number }> {
    await this.incoming.discardLeft();
    const before = new Date(Date.now() - GRACE_MS);
    let deleted = 0;
    let failure: unknown;
    for (let progress = true; progress && !signal.aborted; ) {
      const groups = await this.database.read({ tenantId: platform }, doubtfulBlobs, before, BATCH);
      progress = false;
      for (const group of groups) {
        // One tenant's files may belong to another account, while those of the others can go.
        const settled = await this.settle(group, before).catch((error: unknown) => {
          failure ??= error;
        });
        if (settled === undefined) continue;
        deleted += settled;
        progress ||= settled > 0 || group.used.length > 0;
      }
    }
    if (failure !== undefined) throw failure;
    return { deleted };
  }

  /**
   * The bytes go while their rows are locked: an upload of the same content waits, then finds neither, and keeps it anew.
   *
   * @returns how many were deleted; those that another transaction uses at this moment are left
   */
  private async settle({ tenantId, used, unused }: DoubtfulBlobs, before: Date): Promise<number> {
    return this.database.transaction({ tenantId }, async (tx) => {
      if (used.length > 0) await tx.run(clearDoubt, used, before);
      const digests = (await tx.run(lockUnused, unused, before)).map(({ digest }) => digest);
      if (digests.length === 0) return 0;
      await this.store.delete(tenantId, digests);
      await tx.run(deleteBlobs, digests);
      return digests.length;
    });
  }
}
