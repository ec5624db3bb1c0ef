import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type DailyRateQuota, rateQuotaExceeded } from '#platform/quotas';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { MeteringBuffer } from '../metering/metering-buffer.js';
import { addDailyUse } from './usage.sql.js';

/** What this process knows of one tenant's day. */
interface Spent {
  readonly tenantId: string;
  readonly quota: DailyRateQuota;
  readonly day: string;
  /** By all processes, as the database last said. */
  known: number;
  /** By this process, not yet told to the database. */
  pending: number;
  /** On its way to the database. */
  leaving: number;
  /** Whether anybody asked since the last flush. */
  touched: boolean;
}

/** What tenants spend in a day (UTC), counted here and shared with the other processes by each flush. */
@Injectable()
export class DailyRateQuotas {
  private spent = new Map<string, Spent>();

  constructor(
    private readonly database: Database,
    private readonly metering: MeteringBuffer,
  ) {}

  /**
   * @param limit null where there is none
   * @throws Problem `rate_quota_exceeded` (429)
   */
  spend(tenantId: string, quota: DailyRateQuota, n: number, limit: number | null): void {
    const spent = this.of(tenantId, quota, new Date());
    spent.touched = true;
    const used = spent.known + spent.leaving + spent.pending;
    if (limit !== null && used + n > limit) throw rateQuotaExceeded(quota, limit, used, secondsToMidnight());
    spent.pending += n;
    this.metering.count(tenantId, quota === 'eventsADay' ? 'events' : 'aiRequests', n);
  }

  /** Tells the database what was spent here, and learns what was spent elsewhere. */
  async flush(): Promise<void> {
    const leaving = [...this.spent.values()].filter(({ touched }) => touched);
    this.forgetOtherDays();
    if (leaving.length === 0) return;
    for (const spent of leaving) {
      spent.touched = false;
      spent.leaving = spent.pending;
      spent.pending = 0;
    }
    try {
      const rows = await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) =>
        tx.run(
          addDailyUse,
          leaving.map(({ tenantId }) => tenantId),
          leaving.map(({ quota }) => quota),
          leaving.map(({ day }) => day),
          leaving.map((spent) => spent.leaving),
        ),
      );
      const totals = new Map(rows.map(({ tenant, quota, day, used }) => [`${tenant} ${quota} ${day}`, used]));
      for (const spent of leaving) spent.known = totals.get(keyOf(spent)) ?? spent.known;
    } catch (error) {
      for (const spent of leaving) {
        spent.pending += spent.leaving;
        spent.touched = true;
      }
      throw error;
    } finally {
      for (const spent of leaving) spent.leaving = 0;
    }
  }

  private forgetOtherDays(): void {
    const today = dayOf(new Date());
    for (const [key, { day, touched }] of this.spent) if (day !== today && !touched) this.spent.delete(key);
  }

  private of(tenantId: string, quota: DailyRateQuota, now: Date): Spent {
    const day = dayOf(now);
    const key = keyOf({ tenantId, quota, day });
    const known = this.spent.get(key);
    if (known) return known;
    const spent: Spent = { tenantId, quota, day, known: 0, pending: 0, leaving: 0, touched: true };
    this.spent.set(key, spent);
    return spent;
  }
}

const keyOf = ({ tenantId, quota, day }: Pick<Spent, 'tenantId' | 'quota' | 'day'>) => `${tenantId} ${quota} ${day}`;
const dayOf = (now: Date) => now.toISOString().slice(0, 10);
const secondsToMidnight = () => Math.max(1, Math.ceil((86_400_000 - (Date.now() % 86_400_000)) / 1000));
