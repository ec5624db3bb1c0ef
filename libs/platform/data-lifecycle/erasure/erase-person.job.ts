import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { ErasureLedger } from '#platform/erasure-ledger';
import { newId } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { ReleasedBlobs } from '#platform/storage';
import { OutsideData } from '../outside-data.js';
import { beginErasing, claimErasure, endErasure, noteSwept } from './erasures.sql.js';
import { CLAIM_MINUTES, PersonRows, TOKEN_MINUTES } from './person-rows.js';

interface ErasePersonPayload extends JobPayload {
  readonly userId: string;
}

// One try: a second would find the step claimed, and end as if all were done. The step is due again once the claim lapses.
export const erasePerson = defineJob<ErasePersonPayload>('data-lifecycle.erase-person', { tries: 1 });

/**
 * Sweeps over the data of a person, outside PostgreSQL and then in every table. The first sweep leaves the tombstone that
 * refuses new rows; the second, once the last token is dead, removes what was being written meanwhile, and ends the erasure.
 * Each ends with the files that no row refers to any more, and with the entry of the erasure in the storage; while that is away,
 * the step stays due. Does nothing when no step is due.
 */
@HandlesJob(erasePerson)
export class ErasePerson implements JobHandler<ErasePersonPayload> {
  constructor(
    private readonly database: Database,
    private readonly outside: OutsideData,
    private readonly audit: Audit,
    private readonly files: ReleasedBlobs,
    private readonly rows: PersonRows,
    private readonly ledger: ErasureLedger,
  ) {}

  async run({ tenantId, userId }: ErasePersonPayload, { signal }: JobContext): Promise<undefined> {
    const [claimed] = await this.database.transaction({ tenantId }, (tx) =>
      tx.run(claimErasure, userId, CLAIM_MINUTES),
    );
    if (!claimed) return;
    await this.outside.erasePerson({ tenantId, userId });
    await this.database.transaction({ tenantId }, (tx) => tx.run(beginErasing, userId, newId()));
    for (let left = true; left; left = await this.rows.eraseBatch({ tenantId, userId })) signal.throwIfAborted();
    await this.files.delete(tenantId, signal);
    await this.ledger.keep();
    await this.database.transaction({ tenantId }, async (tx) => {
      if (!claimed.sweptAt) return tx.run(noteSwept, userId, TOKEN_MINUTES);
      await this.audit.record(tx, { action: 'data-lifecycle.person.erased', targetKind: 'user', targetId: userId });
      return tx.run(endErasure, userId);
    });
  }
}
