import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { expireRecords } from './idempotency-records.sql.js';

const BATCH = 1000;

const expiry = defineJob('idempotency.expire', { everyMs: 3_600_000 });

/** Deletes records that are older than 24 hours, which are no longer used. */
@HandlesJob(expiry)
export class ExpireRecords implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<undefined> {
    let removed = BATCH;
    while (removed === BATCH && !signal.aborted) {
      const [row] = await this.database.transaction({ tenantId }, (tx) => tx.run(expireRecords, BATCH));
      removed = row?.removed ?? 0;
    }
  }
}
