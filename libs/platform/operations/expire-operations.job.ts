import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { expireOperations } from './operations.sql.js';

const BATCH = 1000;

const expiry = defineJob('operations.expire', { everyMs: 3_600_000 });

/** Deletes operations that started more than 30 days ago. */
@HandlesJob(expiry)
export class ExpireOperations implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<undefined> {
    let removed = BATCH;
    while (removed === BATCH && !signal.aborted) {
      const [row] = await this.database.transaction({ tenantId }, (tx) => tx.run(expireOperations, BATCH));
      removed = row?.removed ?? 0;
    }
  }
}
