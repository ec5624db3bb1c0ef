import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type DailyRateQuota, rateQuotaExceeded } from '#platform/quotas';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { MeteringBuffer } from '../metering/metering-buffer.js';
import { addDailyUse } from './usage.sql.js';

/** The use of one quota by one tenant on one day, as this process knows it. */
interface Spent {
  readonly tenantId: string;
  readonly quota: DailyRateQuota;
  readonly day: string;
  /** The use by all processes, as last read from the database. */
  known: number;
  /** The use by this process that is not in the database yet. */
  pending: number;
  /** The use by this process that a running flush is writing. */
  flushing: number;
  /** Whether the quota was spent or checked since the last flush. */
  touched: boolean;
}

/** Counts what tenants spend in a day (UTC) in memory, and exchanges the counts with the other processes at each flush. */
@Injectable()
export class DailyRateQuotas {
  private spent = new Map<string, Spent>();

  constructor(
    private readonly database: Database,
    private readonly metering: MeteringBuffer,
  ) {}

  /**
   * Counts `n` as spent, unless that would exceed the limit.
   *
   * @param limit null where there is none
   * @throws Problem `rate_quota_exceeded` (429)
   */
  spend(tenantId: string, quota: DailyRateQuota, n: number, limit: number | null): void {
    const spent = this.of(tenantId, quota, new Date());
    spent.touched = true;
    const used = spent.known + spent.flushing + spent.pending;
    if (limit !== null && used + n > limit) throw rateQuotaExceeded(quota, limit, used, secondsToMidnight());
    spent.pending += n;
    this.metering.count(tenantId, quota === 'eventsADay' ? 'events' : 'aiRequests', n);
  }

  /** Adds to the database what was spent in this process, and reads what was spent in all processes. */
  async flush(): Promise<void> {
    const flushing = [...this.spent.values()].filter(({ touched }) => touched);
    this.deleteOtherDays();
    if (flushing.length === 0) return;
    for (const spent of flushing) {
      spent.touched = false;
      spent.flushing = spent.pending;
      spent.pending = 0;
    }
    try {
      const rows = await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) =>
        tx.run(
          addDailyUse,
          flushing.map(({ tenantId }) => tenantId),
          flushing.map(({ quota }) => quota),
          flushing.map(({ day }) => day),
          flushing.map((spent) => spent.flushing),
        ),
      );
      const totals = new Map(rows.map(({ tenant, quota, day, used }) => [`${tenant} ${quota} ${day}`, used]));
      for (const spent of flushing) spent.known = totals.get(keyOf(spent)) ?? spent.known;
    } catch (error) {
      for (const spent of flushing) {
        spent.pending += spent.flushing;
        spent.touched = true;
      }
      throw error;
    } finally {
      for (const spent of flushing) spent.flushing = 0;
    }
  }

  private deleteOtherDays(): void {
    const today = dayOf(new Date());
    for (const [key, { day, touched }] of this.spent) if (day !== today && !touched) this.spent.delete(key);
  }

  private of(tenantId: string, quota: DailyRateQuota, now: Date): Spent {
    const day = dayOf(now);
    const key = keyOf({ tenantId, quota, day });
    const known = this.spent.get(key);
    if (known) return known;
    const spent: Spent = { tenantId, quota, day, known: 0, pending: 0, flushing: 0, touched: true };
    this.spent.set(key, spent);
    return spent;
  }
}

const keyOf = ({ tenantId, quota, day }: Pick<Spent, 'tenantId' | 'quota' | 'day'>) => `${tenantId} ${quota} ${day}`;
const dayOf = (now: Date) => now.toISOString().slice(0, 10);
const secondsToMidnight = () => Math.max(1, Math.ceil((86_400_000 - (Date.now() % 86_400_000)) / 1000));
