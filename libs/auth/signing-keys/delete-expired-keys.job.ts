import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { deleteExpiredKeys } from './signing-keys.sql.js';

const expiry = defineJob('auth.delete-expired-keys', { everyMs: 86_400_000 });

/** Deletes signing keys that no longer verify, every day. */
@HandlesJob(expiry)
export class DeleteExpiredKeys implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload): Promise<undefined> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(deleteExpiredKeys));
  }
}
