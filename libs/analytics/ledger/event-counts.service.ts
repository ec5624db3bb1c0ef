import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { TenantDirectory, timeZoneOf } from '#platform/tenancy';
import type { CountDifference, Recount } from '../event-counts.js';
import { momentsOf } from '../questions/period.js';
import {
  allowTenMinutes,
  countDay,
  countEvents,
  countedHours,
  differencesFromEvents,
  differencesFromHours,
  differencesFromLedger,
  dropCounts,
  dropDayCounts,
  takeAllLanes,
} from './event-counts.sql.js';
import { oldestKeptDay, plusDays } from './kept-days.js';

/** Events that one statement reads, at most, but for those of a single hour. */
const MOST_EVENTS = 1_000_000;

/** Compares and counts events anew, for the command line. */
@Injectable()
export class EventCounts {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly directory: TenantDirectory,
  ) {}

  /**
   * Compares the counts of a tenant with its events, by their days, and with its ledger, by the days of receipt. What is
   * stored meanwhile makes no difference. Days that the plan does not keep any more are left out.
   *
   * @param from the first day of the tenant's time zone, as in `2026-01-15`
   * @param to the last one
   * @throws what `Database` throws; `query_timeout` (503) where the events of an hour take longer than ten minutes to read
   */
  async differences(tenantId: string, from: string, to: string): Promise<CountDifference[]> {
    const zone = timeZoneOf(this.directory, tenantId);
    const oldest = oldestKeptDay(this.directory.byId(tenantId));
    const [first, next] = [later(from, oldest), plusDays(to, 1)];
    if (first >= next) return [];
    const { start, end } = momentsOf({ from: first, to, timeZone: zone });
    // Of what clients sent on a day, events of the week before are counted.
    const receipts = [`${later(from, plusDays(oldest, 7))}T00:00:00Z`, `${next}T00:00:00Z`] as const;
    const differences = await this.database.read({ tenantId }, differencesFromLedger, ...receipts);
    differences.push(...(await this.database.read({ tenantId }, differencesFromHours, first, next, start, end, zone)));
    const hours = await this.database.read({ tenantId }, countedHours, start, end);
    for (const span of spansOf(start, end, hours)) {
      const found = await this.database.transaction({ tenantId }, async (tx) => {
        await tx.run(allowTenMinutes);
        return tx.run(differencesFromEvents, ...span, zone);
      });
      differences.push(...found);
    }
    return differences;
  }

  /**
   * Counts the events of a day of a tenant anew. No event of any tenant is stored meanwhile.
   *
   * @param day of the tenant's time zone, as in `2026-01-15`
   * @throws what `Database` throws; `query_timeout` (503) where events are being stored for as long as a lock is waited for
   */
  recount(tenantId: string, day: string): Promise<Recount> {
    const zone = timeZoneOf(this.directory, tenantId);
    const { start, end } = momentsOf({ from: day, to: day, timeZone: zone });
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(takeAllLanes);
      await tx.run(allowTenMinutes);
      const [dropped] = await tx.run(dropCounts, start, end);
      const [added] = await tx.run(countEvents, start, end, zone);
      await tx.run(dropDayCounts, day);
      await tx.run(countDay, start, end, day);
      const recount = { before: dropped?.events ?? 0, after: added?.events ?? 0 };
      const action = 'analytics.counts.rebuilt';
      await this.audit.record(tx, { action, targetKind: 'day', targetId: day, details: { ...recount } });
      return recount;
    });
  }
}

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
