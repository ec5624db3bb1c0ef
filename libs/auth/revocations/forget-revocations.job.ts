import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { forgetRevocations } from './revocations.sql.js';

const BATCH = 1000;

const forgetting = defineJob('auth.forget-revocations', { everyMs: 300_000 });

/** Deletes revocations older than 15 minutes, which no process reads any more. */
@HandlesJob(forgetting)
export class ForgetRevocations implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<undefined> {
    let removed = BATCH;
    while (removed === BATCH && !signal.aborted) {
      const rows = await this.database.transaction({ tenantId }, (tx) => tx.run(forgetRevocations, BATCH));
      removed = rows.length;
    }
  }
}
