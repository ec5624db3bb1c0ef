import { Audit } from '#platform/audit';
import { CacheInvalidation, callerTag, PEOPLE_TAG } from '#platform/cache';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { ReleasedBlobs } from '#platform/storage';
import { OutsideData } from '../outside-data.js';
import { addErased, beginErasing, claimErasure, endErasure, eraseRows, noteSwept } from './erasures.sql.js';

interface ErasePersonPayload extends JobPayload {
  readonly userId: string;
}

// One try: a second would find the step claimed, and end as if all were done. The step is due again once the claim lapses.
export const erasePerson = defineJob<ErasePersonPayload>('data-lifecycle.erase-person', { tries: 1 });

/** Minutes after its last batch that a step is given up and due again. */
const CLAIM_MINUTES = 15;
/** Minutes until no token of the person is valid: its life of 10, and one for clocks that differ. */
const TOKEN_MINUTES = 11;
/** Rows that one transaction changes, at most. */
const BATCH = 1000;

/**
 * Sweeps over the data of a person, outside PostgreSQL and then in every table. The first sweep leaves the tombstone that
 * refuses new rows; the second, once the last token is dead, removes what was being written meanwhile, and ends the erasure.
 * Each ends with the files that no row refers to any more; while they cannot be deleted, the step stays due. Does nothing
 * when no step is due.
 */
@HandlesJob(erasePerson)
export class ErasePerson implements JobHandler<ErasePersonPayload> {
  constructor(
    private readonly database: Database,
    private readonly outside: OutsideData,
    private readonly audit: Audit,
    private readonly files: ReleasedBlobs,
    private readonly cache: CacheInvalidation,
  ) {}

  async run({ tenantId, userId }: ErasePersonPayload, { signal }: JobContext): Promise<undefined> {
    const [claimed] = await this.database.transaction({ tenantId }, (tx) =>
      tx.run(claimErasure, userId, CLAIM_MINUTES),
    );
    if (!claimed) return;
    await this.outside.erasePerson({ tenantId, userId });
    await this.database.transaction({ tenantId }, (tx) => tx.run(beginErasing, userId, newId()));
    for (let left = true; left; left = await this.eraseBatch(tenantId, userId)) signal.throwIfAborted();
    await this.files.delete(tenantId, signal);
    await this.database.transaction({ tenantId }, async (tx) => {
      if (!claimed.sweptAt) return tx.run(noteSwept, userId, TOKEN_MINUTES);
      await this.audit.record(tx, { action: 'data-lifecycle.person.erased', targetKind: 'user', targetId: userId });
      return tx.run(endErasure, userId);
    });
  }

  /** @returns whether rows were changed */
  private eraseBatch(tenantId: string, userId: string): Promise<boolean> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [changed] = await tx.run(eraseRows, userId, BATCH);
      if (!changed) return false;
      await tx.run(addErased, userId, `${changed.table} ${changed.effect}`, changed.rows, CLAIM_MINUTES);
      await this.cache.within(tx, tenantId, [callerTag(userId), PEOPLE_TAG]);
      return true;
    });
  }
}
