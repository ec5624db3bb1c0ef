import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { expireCounts, expireSharedCounts } from './throttle.sql.js';

const BATCH = 1000;

const expiry = defineJob('auth.expire-throttle-counts', { everyMs: 3_600_000 });

/** Deletes expired throttle counts every hour. */
@HandlesJob(expiry)
export class ExpireThrottleCounts implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<undefined> {
    for (const expire of [expireCounts, expireSharedCounts]) {
      let removed = BATCH;
      while (removed === BATCH && !signal.aborted) {
        const [row] = await this.database.transaction({ tenantId }, (tx) => tx.run(expire, BATCH));
        removed = row?.removed ?? 0;
      }
    }
  }
}
