import type { Transaction } from '#platform/database';
import type { CapacityQuota } from './capacity-quota.js';

/** Rate quotas that are counted by the day (UTC). */
export type DailyRateQuota = 'eventsADay' | 'aiRequestsADay';

/** Enforces the quotas of tenants' plans. Supplied by the `tenants` context. */
export abstract class Quotas {
  /**
   * Takes of a capacity quota in the transaction that writes the rows that it counts, so that both
   * commit or neither does. Exact under concurrency: the tenant's counter is locked until the commit.
   * Take late in the transaction, and several capacity quotas in order of their names.
   *
   * @param tenantId the tenant of `tx`
   * @param n how many more; a negative number releases, which is never refused
   * @throws Problem `quota_exceeded` (402), `tenant_not_found` (404) for a tenant that is not served
   */
  abstract take(tx: Transaction, tenantId: string, quota: CapacityQuota, n: number): Promise<void>;

  /**
   * What a tenant uses of a capacity quota, and its limit, without a lock; a limit of null is none.
   *
   * @param tenantId the tenant of `tx`
   * @throws Problem `tenant_not_found` (404) for a tenant that is not served
   */
  abstract use(
    tx: Transaction,
    tenantId: string,
    quota: CapacityQuota,
  ): Promise<{ readonly used: number; readonly limit: number | null }>;

  /**
   * Spends of a daily rate quota, in memory. Processes exchange their counts once a second, so a tenant
   * may exceed its limit by what they accept within a second; a process that has just started does not
   * know the day's count in its first second.
   *
   * @throws Problem `rate_quota_exceeded` (429) with Retry-After
   */
  abstract spend(tenantId: string, quota: DailyRateQuota, n: number): void;
}

/** Counts the use of each tenant, for its monthly report. Supplied by the `tenants` context. */
export abstract class Metering {
  /**
   * Counts an answer to a tenant's request, in memory, because it is called for every answer.
   *
   * @param status the HTTP status; 500 and above count as errors
   * @param bytes the length of the body, 0 where it is not known beforehand
   */
  abstract answered(tenantId: string, status: number, bytes: number): void;
}
