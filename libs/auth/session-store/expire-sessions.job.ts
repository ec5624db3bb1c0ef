import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { expireSessions } from './session-writes.sql.js';

const BATCH = 1000;

const expiry = defineJob('auth.expire-sessions', { everyMs: 3_600_000 });

/** Deletes expired sessions of all tenants in PostgreSQL; those in Redis expire by themselves. */
@HandlesJob(expiry)
export class ExpireSessions implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<undefined> {
    let removed = BATCH;
    while (removed === BATCH && !signal.aborted) {
      const [row] = await this.database.transaction({ tenantId }, (tx) => tx.run(expireSessions, BATCH));
      removed = row?.removed ?? 0;
    }
  }
}
