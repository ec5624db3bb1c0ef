import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Settings } from '#platform/config';
import { httpProblems } from '../http.errors.js';
import type { RequestContext } from '../request-context.js';
import { ClientAddress } from './client-address.js';

/**
 * Refuses an address that sends more than its share in a window: a fuse against a runaway client,
 * generous because a whole campus may stand behind one address. Quotas are the tenants' business.
 */
@Injectable()
export class AddressLimit {
  private readonly addresses: ClientAddress;
  private readonly limiter: RateLimiterMemory;
  /** The policy's line and the beginning of the state's: they never change. */
  private readonly policy: string;

  constructor(private readonly settings: Settings) {
    this.addresses = new ClientAddress(settings.trustedProxies);
    this.limiter = new RateLimiterMemory({
      // Addresses are all it counts.
      keyPrefix: '',
      points: settings.rateLimitRequests,
      duration: settings.rateLimitWindowSeconds,
    });
    const { rateLimitRequests, rateLimitWindowSeconds } = settings;
    this.policy = `ratelimit-policy: "address";q=${rateLimitRequests};w=${rateLimitWindowSeconds}\r\nratelimit: "address";r=`;
  }

  /**
   * Counts a request, adds its RateLimit headers (draft-ietf-httpapi-ratelimit-headers) and goes on
   * with `next`: in one step, because every further promise is paid by each answer from memory.
   *
   * @throws Problem `rate_limited` (429) with Retry-After
   */
  admit<T>(context: RequestContext, next: () => T | Promise<T>): Promise<T> {
    return this.limiter.consume(this.addresses.of(context.raw)).then(
      (state) => {
        this.tell(context, state);
        return next();
      },
      (refusal) => this.refuse(context, refusal),
    );
  }

  private refuse(context: RequestContext, refusal: unknown): never {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    this.tell(context, refusal);
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw httpProblems.rate_limited(
      { limit: this.settings.rateLimitRequests, window: this.settings.rateLimitWindowSeconds, seconds },
      { headers: { 'retry-after': String(seconds) } },
    );
  }

  private tell(context: RequestContext, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
    context.head += `${this.policy}${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}\r\n`;
  }
}
