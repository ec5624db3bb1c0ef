import type { Transaction } from '#platform/database';
import type { CapacityQuota } from './capacity-quota.js';

/** Rate quotas that are counted by the day (UTC). */
export type DailyRateQuota = 'eventsADay' | 'aiRequestsADay';

/** Holds tenants to what their plans give. Supplied by the `tenants` context. */
export abstract class Quotas {
  /**
   * Takes of a capacity quota in the transaction of the rows that it counts, so that both are there or
   * neither is; exact, however many take at once. The tenant's counter stays locked until the
   * commit: take late in the transaction, and several capacity quotas in order of their names.
   *
   * @param tenantId the tenant in force in `tx`
   * @param n how many more; negative gives back, which no limit refuses
   * @throws Problem `quota_exceeded` (402), `tenant_not_found` (404) for a tenant that is not served
   */
  abstract take(tx: Transaction, tenantId: string, quota: CapacityQuota, n: number): Promise<void>;

  /**
   * Spends of a day's rate quota, from memory: processes tell each other once a second, so a tenant may
   * overshoot its limit by what they accept within a second; one that has just started knows nothing
   * of the day until its first is over.
   *
   * @throws Problem `rate_quota_exceeded` (429) with Retry-After
   */
  abstract spend(tenantId: string, quota: DailyRateQuota, n: number): void;
}
