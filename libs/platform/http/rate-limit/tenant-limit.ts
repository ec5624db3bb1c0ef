import { Injectable } from '@nestjs/common';
import { rateQuotaExceeded } from '#platform/quotas';
import type { Tenant } from '#platform/tenancy';

const quota = 'requestsASecond';

/**
 * Limits a tenant to the requests a second of its plan, in windows of one second. Each process
 * counts alone: n processes together admit n times the limit.
 */
@Injectable()
export class TenantLimit {
  private second = 0;
  private readonly counts = new Map<string, number>();

  /**
   * Counts a request. At most two look-ups, because every answer from memory passes here.
   *
   * @param at milliseconds on the monotonic clock
   * @throws Problem `rate_quota_exceeded` (429) with Retry-After
   */
  admit({ id, limits }: Tenant, at: number): void {
    const limit = limits[quota];
    if (limit === null || limit === undefined) return;
    const second = Math.floor(at / 1000);
    // A request that started in an earlier second counts in this one: going back would clear the counts.
    if (second > this.second) {
      this.second = second;
      this.counts.clear();
    }
    const used = this.counts.get(id) ?? 0;
    if (used >= limit) throw rateQuotaExceeded(quota, limit, used, 1);
    this.counts.set(id, used + 1);
  }
}
