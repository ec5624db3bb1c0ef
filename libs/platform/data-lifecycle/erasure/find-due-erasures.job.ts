import { Database } from '#platform/database';
import { ErasureLedger } from '#platform/erasure-ledger';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, Jobs } from '#platform/jobs';
import { erasePerson } from './erase-person.job.js';
import { dueErasures } from './erasures.sql.js';

/** Persons of one run, at most. */
const MOST = 100;

const findDueErasures = defineJob('data-lifecycle.find-due-erasures', { everyMs: 60_000 });

/** Queues the erasures whose next step is due: the grace period or the last token is over, or a worker died. */
@HandlesJob(findDueErasures)
export class FindDueErasures implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly ledger: ErasureLedger,
  ) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<object> {
    const due = await this.database.read({ tenantId: platform }, dueErasures, MOST);
    for (const { tenantId, userId } of due) {
      if (signal.aborted) break;
      await this.database.transaction({ tenantId }, (tx) => this.jobs.add(tx, erasePerson, { tenantId, userId }));
    }
    // What processes that died have not written, and what a storage lacks that took the place of another.
    await this.ledger.keep();
    return { due: due.length };
  }
}
