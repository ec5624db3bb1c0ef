import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import type { UserDeleted } from '../events/index.js';
import { memberTags } from '../members/member-tags.js';
import { deleteExpired, expiredUnverified } from './unverified-users.sql.js';

/** Days after which an unconfirmed address is free again, counted from the last mailed link. */
const UNVERIFIED_DAYS = 7;
/** Users read at once, over all tenants. */
const BATCH = 500;

const expiry = defineJob('auth.expire-unverified-users', { everyMs: 86_400_000 });

/**
 * Deletes the users who did not confirm their address in time, so that it may be registered again. They have no seat
 * and no session and gave no access; open invitations to the address stay.
 */
@HandlesJob(expiry)
export class ExpireUnverifiedUsers implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly cache: CacheInvalidation,
  ) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<undefined> {
    // Where none of a batch was deleted, other transactions hold its rows: it is left to the next day.
    for (let deleted = BATCH; deleted > 0 && !signal.aborted; ) {
      const found = await this.database.read({ tenantId: platform }, expiredUnverified, UNVERIFIED_DAYS, BATCH);
      deleted = 0;
      for (const [tenantId, users] of Map.groupBy(found, (user) => user.tenantId)) {
        if (signal.aborted) break;
        const ids = users.map(({ id }) => id);
        deleted += await this.deleteOf(tenantId, ids);
      }
      if (found.length < BATCH) break;
    }
  }

  private deleteOf(tenantId: string, ids: readonly string[]): Promise<number> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const rows = await tx.run(deleteExpired, ids, UNVERIFIED_DAYS);
      await this.cache.within(tx, tenantId, memberTags());
      const line = { action: 'auth.user.deleted', targetKind: 'user', details: { reason: 'never-verified' } };
      await Promise.all(
        rows.flatMap(({ id: userId }) => [
          this.audit.record(tx, { ...line, targetId: userId }),
          this.events.publish<UserDeleted>(tx, userId, { type: 'auth.user.deleted', version: 1, data: { userId } }),
        ]),
      );
      return rows.length;
    });
  }
}
