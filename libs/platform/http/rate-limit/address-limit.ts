import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Settings } from '#platform/config';
import { httpProblems } from '../http.errors.js';
import type { RequestContext } from '../request-context.js';
import { ClientAddress } from './client-address.js';

/**
 * Refuses an address that sends more than RATE_LIMIT_REQUESTS in a window. It stops a runaway
 * client and is generous, because many users may share one address. Quotas are per tenant (`TenantLimit`).
 */
@Injectable()
export class AddressLimit {
  private readonly addresses: ClientAddress;
  private readonly limiter: RateLimiterMemory;
  /** The line of RateLimit-Policy and the beginning of that of RateLimit: they never change. */
  private readonly policy: string;

  constructor(private readonly settings: Settings) {
    this.addresses = new ClientAddress(settings.trustedProxies);
    this.limiter = new RateLimiterMemory({
      // It counts nothing but addresses.
      keyPrefix: '',
      points: settings.rateLimitRequests,
      duration: settings.rateLimitWindowSeconds,
    });
    const { rateLimitRequests, rateLimitWindowSeconds } = settings;
    this.policy = `ratelimit-policy: "address";q=${rateLimitRequests};w=${rateLimitWindowSeconds}\r\nratelimit: "address";r=`;
  }

  /**
   * Counts a request, adds its RateLimit headers (draft-ietf-httpapi-ratelimit-headers) and calls
   * `next`: in one step, because each further promise would slow down every answer from memory.
   *
   * @throws Problem `rate_limited` (429) with Retry-After
   */
  admit<T>(context: RequestContext, next: () => T | Promise<T>): Promise<T> {
    return this.limiter.consume(this.addresses.of(context.raw)).then(
      (state) => {
        this.addHeaders(context, state);
        return next();
      },
      (refusal) => this.refuse(context, refusal),
    );
  }

  private refuse(context: RequestContext, refusal: unknown): never {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    this.addHeaders(context, refusal);
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw httpProblems.rate_limited(
      { limit: this.settings.rateLimitRequests, window: this.settings.rateLimitWindowSeconds, seconds },
      { headers: { 'retry-after': String(seconds) } },
    );
  }

  private addHeaders(context: RequestContext, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
    context.head += `${this.policy}${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}\r\n`;
  }
}
