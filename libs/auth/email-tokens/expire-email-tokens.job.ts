import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { expireTokens } from './email-tokens.sql.js';

const BATCH = 1000;

const expiry = defineJob('auth.expire-email-tokens', { everyMs: 86_400_000 });

/** Deletes expired e-mail tokens every day. */
@HandlesJob(expiry)
export class ExpireEmailTokens implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<undefined> {
    let removed = BATCH;
    while (removed === BATCH && !signal.aborted) {
      const [row] = await this.database.transaction({ tenantId }, (tx) => tx.run(expireTokens, BATCH));
      removed = row?.removed ?? 0;
    }
  }
}
