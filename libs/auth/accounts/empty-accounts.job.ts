import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import type { TenantEmptied } from '#tenants/events';
import { Sessions } from '../sessions/sessions.js';
import { emptyTenant } from './accounts.sql.js';
import { type EmptyAccountsPayload, emptyAccounts } from './empty-accounts.js';

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
