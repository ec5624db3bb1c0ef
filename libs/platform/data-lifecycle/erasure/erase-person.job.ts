import { Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { ErasureLedger } from '#platform/erasure-ledger';
import { newId } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { ReleasedBlobs } from '#platform/storage';
import { OutsideData } from '../outside-data.js';
import type { Person } from './erasure.dto.js';
import { ErasureReceipts } from './erasure-receipts.js';
import { beginErasing, claimErasure, noteSwept } from './erasures.sql.js';
import { CLAIM_MINUTES, PersonRows, TOKEN_MINUTES } from './person-rows.js';

interface ErasePersonPayload extends JobPayload {
  readonly userId: string;
}

// One try: a second would find the step claimed, and end as if all were done. The step is due again once the claim lapses.
export const erasePerson = defineJob<ErasePersonPayload>('data-lifecycle.erase-person', { tries: 1 });

/** Tells persons that their erasure begins, and where its receipt will be: the addresses go with it. */
export abstract class ErasureNotice {
  /**
   * Does nothing where the person has no proven address or was told, where the server refuses the address for good, and where the tenant
   * is deleted.
   *
   * @throws Error when they were not; call it again then
   */
  abstract tell(person: Person): Promise<void>;
}

/** Milliseconds after an erasure is due that it waits for the notice, and not longer. */
const NOTICE_MS = 86_400_000;

/**
 * Sweeps over the data of a person, outside PostgreSQL and then in every table. The first sweep leaves the tombstone that
 * refuses new rows; the second, once the last token is dead, removes what was being written meanwhile, and ends the erasure.
 * Each ends with the files that no row refers to any more, and with the entry of the erasure in the storage; while that is away,
 * the step stays due. The second ends with the receipt. Does nothing when no step is due.
 */
@HandlesJob(erasePerson)
export class ErasePerson implements JobHandler<ErasePersonPayload> {
  private readonly log = new Logger('ErasePerson');

  constructor(
    private readonly database: Database,
    private readonly outside: OutsideData,
    private readonly files: ReleasedBlobs,
    private readonly rows: PersonRows,
    private readonly ledger: ErasureLedger,
    private readonly notice: ErasureNotice,
    private readonly receipts: ErasureReceipts,
  ) {}

  async run({ tenantId, userId }: ErasePersonPayload, { signal }: JobContext): Promise<undefined> {
    const [claimed] = await this.database.transaction({ tenantId }, (tx) =>
      tx.run(claimErasure, userId, CLAIM_MINUTES),
    );
    if (!claimed) return;
    if (!claimed.sweptAt) await this.tell({ tenantId, userId }, claimed.dueAt);
    await this.outside.erasePerson({ tenantId, userId });
    await this.database.transaction({ tenantId }, (tx) => tx.run(beginErasing, userId, newId()));
    if (claimed.sweptAt) await this.rows.eraseToTheLast({ tenantId, userId }, signal);
    else await this.rows.erase({ tenantId, userId }, signal);
    await this.files.delete(tenantId, signal);
    await this.ledger.keep();
    if (claimed.sweptAt) return void (await this.receipts.end({ tenantId, userId }));
    await this.database.transaction({ tenantId }, (tx) => tx.run(noteSwept, userId, TOKEN_MINUTES));
  }

  /** While no mail is taken the erasure waits, for a day at most: it is due by law, and the notice is not. */
  private async tell(person: Person, dueAt: Date): Promise<void> {
    try {
      await this.notice.tell(person);
    } catch (cause) {
      if (Date.now() < dueAt.getTime() + NOTICE_MS)
        throw new Error('The mail about the erasure was not sent.', { cause });
      // The server's answer may quote the address.
      const { code = 'unknown' } = cause as NodeJS.ErrnoException;
      this.log.warn(
        `The erasure of ${person.userId} goes on without its mail, which was not taken for a day (${code}).`,
      );
    }
  }
}
