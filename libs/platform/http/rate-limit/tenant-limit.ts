import { Injectable } from '@nestjs/common';
import { rateQuotaExceeded } from '#platform/quotas';
import type { Tenant } from '#platform/tenancy';

const quota = 'requestsASecond';

/**
 * Holds a tenant to the requests a second of its plan, in windows of one second. Each process counts
 * its own: n of them let n times the limit through.
 */
@Injectable()
export class TenantLimit {
  private second = 0;
  private readonly counts = new Map<string, number>();

  /**
   * Counts a request. Two look-ups at most: it is on the path of every answer from memory.
   *
   * @param at milliseconds on the monotonic clock
   * @throws Problem `rate_quota_exceeded` (429) with Retry-After
   */
  admit({ id, limits }: Tenant, at: number): void {
    const limit = limits[quota];
    if (limit === null || limit === undefined) return;
    const second = Math.floor(at / 1000);
    // A request that was overtaken counts with those after it: going back would forget them.
    if (second > this.second) {
      this.second = second;
      this.counts.clear();
    }
    const used = this.counts.get(id) ?? 0;
    if (used >= limit) throw rateQuotaExceeded(quota, limit, used, 1);
    this.counts.set(id, used + 1);
  }
}
