import { Database, statement } from '#platform/database';
import { Events } from '#platform/events';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, jobOnEvent } from '#platform/jobs';
import type { TenantEmptied, TenantPurging } from '#tenants/events';
import { Sessions } from '../sessions/sessions.js';

/** Names the purge and its round, which the answer repeats. */
type EmptyAccountsPayload = JobPayload & TenantPurging['data'];

const emptyAccounts = defineJob<EmptyAccountsPayload>('auth.empty-accounts');

/** Queues the job for each tenant that is being purged. */
export const EmptyAccountsOfPurged = jobOnEvent<TenantPurging>('tenants.tenant.purging', 1, emptyAccounts);

/** Deletes at most `most` rows of the tenant, all from one table; returns no row once every table is empty. */
export const emptyTenant = statement<{ name: string; deleted: number }, [most: number]>({
  name: 'auth.accounts.empty-tenant',
  text: 'select name, deleted::float8 as deleted from auth.empty_tenant($1)',
  sample: [5000],
});

/** Rows that one transaction deletes at most. */
const batch = 5_000;

/** Ends the sessions, then deletes the rows in batches; each batch publishes its counts in the same transaction. */
@HandlesJob(emptyAccounts)
export class EmptyAccounts implements JobHandler<EmptyAccountsPayload> {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly sessions: Sessions,
  ) {}

  async run({ tenantId, purgeId, round }: EmptyAccountsPayload, { signal }: JobContext): Promise<undefined> {
    await this.sessions.endTenant(tenantId);
    for (let done = false; !done; ) {
      signal.throwIfAborted();
      done = await this.database.transaction({ tenantId }, async (tx) => {
        const rows = await tx.run(emptyTenant, batch);
        const counts = Object.fromEntries(rows.map(({ name, deleted }) => [name, deleted]));
        const empty = rows.length === 0;
        await this.events.publish<TenantEmptied>(tx, purgeId, {
          type: 'tenants.tenant.emptied',
          version: 1,
          data: { purgeId, round, context: 'auth', counts, done: empty },
        });
        return empty;
      });
    }
  }
}
