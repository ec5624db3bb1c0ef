import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { TenantDirectory } from '#platform/tenancy';
import { type CountDifference, EventCounts, type Recount } from '../event-counts.js';
import {
  allowTenMinutes,
  countEvents,
  countedHours,
  differencesFromEvents,
  differencesFromLedger,
  dropCounts,
  takeAllLanes,
} from './event-counts.sql.js';
import { oldestKeptDay, plusDays } from './kept-days.js';

/** Events that one statement reads, at most, but for those of a single hour. */
const MOST_EVENTS = 1_000_000;

@Injectable()
export class EventCountsService extends EventCounts {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly directory: TenantDirectory,
  ) {
    super();
  }

  override async differences(tenantId: string, from: string, to: string): Promise<CountDifference[]> {
    const oldest = oldestKeptDay(this.directory.byId(tenantId));
    const [since, upto] = [startOf(later(from, oldest)), startOf(plusDays(to, 1))];
    // Of what clients sent on a day, events of the week before are counted.
    const sinceReceipt = startOf(later(from, plusDays(oldest, 7)));
    const differences = await this.database.read({ tenantId }, differencesFromLedger, sinceReceipt, upto);
    const hours = await this.database.read({ tenantId }, countedHours, since, upto);
    for (const [start, end] of spansOf(since, upto, hours)) {
      const found = await this.database.transaction({ tenantId }, async (tx) => {
        await tx.run(allowTenMinutes);
        return tx.run(differencesFromEvents, start, end);
      });
      differences.push(...found);
    }
    return differences;
  }

  override recount(tenantId: string, day: string): Promise<Recount> {
    const range = [startOf(day), startOf(plusDays(day, 1))] as const;
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(takeAllLanes);
      await tx.run(allowTenMinutes);
      const [dropped] = await tx.run(dropCounts, ...range);
      const [added] = await tx.run(countEvents, ...range);
      const recount = { before: dropped?.events ?? 0, after: added?.events ?? 0 };
      const action = 'analytics.counts.rebuilt';
      await this.audit.record(tx, { action, targetKind: 'day', targetId: day, details: { ...recount } });
      return recount;
    });
  }
}

const startOf = (day: string) => `${day}T00:00:00Z`;

const later = (day: string, other: string) => (day > other ? day : other);

/** Parts of a range, each up to the beginning of the next, in which not too many events are counted. */
function spansOf(from: string, to: string, hours: readonly { hour: string; events: number }[]): [string, string][] {
  const starts = [from];
  let inSpan = 0;
  for (const { hour, events } of hours) {
    if (inSpan > 0 && inSpan + events > MOST_EVENTS) {
      starts.push(hour);
      inSpan = 0;
    }
    inSpan += events;
  }
  return starts.map((start, i) => [start, starts[i + 1] ?? to]);
}
