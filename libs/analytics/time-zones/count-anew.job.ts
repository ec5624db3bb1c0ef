import { Database } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { TenantDirectory, timeZoneOf } from '#platform/tenancy';
import { EventCounts } from '../ledger/event-counts.service.js';
import { takeAllLanes } from '../ledger/event-counts.sql.js';
import { addProductDays, dropProductDays, firstEvent, setTimeZone, takeProductLane } from './time-zones.sql.js';

export const countAnew = defineOperation<JobPayload>('analytics.count-anew', { of: 'tenant' });

/**
 * Counts the kept events of a tenant by the days and hours of its present time zone, and what the product counted by its days.
 * Days whose events are not kept any more stay as they were counted. Run again after a kill, it begins anew.
 */
@HandlesJob(countAnew)
export class CountAnew implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly directory: TenantDirectory,
    private readonly counts: EventCounts,
  ) {}

  /** @returns how many days were counted anew. @throws what `EventCounts.recount` throws */
  async run({ tenantId }: JobPayload, { signal, progress }: JobContext): Promise<{ readonly days: number }> {
    await this.directory.refresh();
    const zone = timeZoneOf(this.directory, tenantId);
    // What is being stored by the former zone is committed before, and counted anew with the rest.
    const at = await this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(takeAllLanes);
      await tx.run(takeProductLane);
      await tx.run(setTimeZone, tenantId, zone);
      await tx.run(dropProductDays, zone);
      await tx.run(addProductDays, zone);
      return (await tx.run(firstEvent))[0]?.at;
    });
    if (!at) return { days: 0 };
    // Of the hours that ended after midnight some belong to the day before.
    const first = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 });
    const days = first.until(Temporal.Now.plainDateISO(zone).add({ days: 1 })).days + 1;
    for (let n = 0; n < days; n += 1) {
      signal.throwIfAborted();
      await this.counts.recount(tenantId, first.add({ days: n }).toString());
      await progress((n + 1) / days);
    }
    return { days };
  }
}
