import { Database, type Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, jobOnEvent } from '#platform/jobs';
import type { TenantEmptied, TenantPurging } from '#tenants/events';
import { countedTags, deleteApps, deleteTags } from './stores.sql.js';

/** Names the purge and its round, which the answer repeats. */
type EmptyStorePayload = JobPayload & TenantPurging['data'];

const emptyStore = defineJob<EmptyStorePayload>('catalog.empty-store');

/** Queues the job for each tenant that is being purged. */
export const EmptyStoreOfPurged = jobOnEvent<TenantPurging>('tenants.tenant.purging', 1, emptyStore);

/** Rows that one transaction deletes, at most. */
const batch = 5_000;

type Counts = TenantEmptied['data']['counts'];

/** Empties a store in batches. Each batch is published in the transaction that deletes it, so that a crash loses and repeats no count. */
@HandlesJob(emptyStore)
export class EmptyStore implements JobHandler<EmptyStorePayload> {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  async run({ tenantId, purgeId, round }: EmptyStorePayload, { signal }: JobContext): Promise<undefined> {
    for (let done = false; !done; ) {
      signal.throwIfAborted();
      done = await this.database.transaction({ tenantId }, async (tx) => {
        const counts = await deleteBatch(tx);
        const empty = Object.values(counts).every((rows) => rows === 0);
        await this.events.publish<TenantEmptied>(tx, purgeId, {
          type: 'tenants.tenant.emptied',
          version: 1,
          data: { purgeId, round, context: 'catalog', counts, done: empty },
        });
        return empty;
      });
    }
  }
}

/** Deletes a batch. Releases no quota: the purge deletes the tenant's quota counters, perhaps already. */
async function deleteBatch(tx: Transaction): Promise<Counts> {
  const [before] = await tx.run(countedTags);
  const [tags] = await tx.run(deleteTags, batch);
  if (tags?.rows) {
    const [after] = await tx.run(countedTags);
    const tagCounts = (before?.total ?? 0) - (after?.total ?? 0);
    return { 'catalog.app_tags': tags.rows, 'catalog.tag_counts': tagCounts };
  }
  const [apps] = await tx.run(deleteApps, batch);
  return { 'catalog.apps': apps?.rows ?? 0 };
}
