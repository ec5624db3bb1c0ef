import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import type { Problem } from '#platform/problems';
import { httpProblems } from '../http.errors.js';
import type { RequestContext } from '../request-context.js';
import { ClientAddress } from './client-address.js';

/** The requests of an address in the window that began with the first of them. */
interface Window {
  requests: number;
  /** Milliseconds on the monotonic clock. */
  end: number;
}

/**
 * Refuses an address that sends more than RATE_LIMIT_REQUESTS in a window. It stops a runaway
 * client and is generous, because many users may share one address. Quotas are per tenant (`TenantLimit`).
 *
 * Without promises, because every answer from memory passes here. An address that was not seen for two windows is forgotten.
 */
@Injectable()
export class AddressLimit {
  private readonly addresses: ClientAddress;
  private readonly windowMs: number;
  private young = new Map<string, Window>();
  private old = new Map<string, Window>();
  private youngUntil = 0;
  /** The line of RateLimit-Policy and the beginning of that of RateLimit: they never change. */
  private readonly policy: string;
  /** By the seconds until the window ends, made once each: to make an error costs as much as a cached answer. */
  private readonly refusals: Problem[] = [];

  constructor(private readonly settings: Settings) {
    this.addresses = new ClientAddress(settings.trustedProxies);
    const { rateLimitRequests, rateLimitWindowSeconds } = settings;
    this.windowMs = rateLimitWindowSeconds * 1000;
    this.policy = `ratelimit-policy: "address";q=${rateLimitRequests};w=${rateLimitWindowSeconds}\r\nratelimit: "address";r=`;
  }

  /** Whether an address has sent as many requests as it may in its window. */
  isUsedUp(raw: IncomingMessage, now: number): boolean {
    const address = this.addresses.of(raw);
    const window = this.young.get(address) ?? this.old.get(address);
    return window !== undefined && now < window.end && window.requests >= this.settings.rateLimitRequests;
  }

  /**
   * Counts a request and adds its RateLimit headers (draft-ietf-httpapi-ratelimit-headers).
   *
   * @returns the problem `rate_limited` (429) with Retry-After, where the request is refused
   */
  admit(context: RequestContext): Problem | undefined {
    const { rateLimitRequests: limit, rateLimitWindowSeconds } = this.settings;
    const window = this.windowOf(this.addresses.of(context.raw), context.startedAt);
    window.requests += 1;
    const seconds = Math.ceil((window.end - context.startedAt) / 1000);
    context.head += `${this.policy}${Math.max(0, limit - window.requests)};t=${seconds}\r\n`;
    if (window.requests <= limit) return undefined;
    this.refusals[seconds] ??= httpProblems.rate_limited(
      { limit, window: rateLimitWindowSeconds, seconds },
      { headers: { 'retry-after': String(seconds) } },
    );
    return this.refusals[seconds];
  }

  private windowOf(address: string, now: number): Window {
    if (now >= this.youngUntil) {
      [this.old, this.young] = [this.young, new Map()];
      this.youngUntil = now + this.windowMs;
    }
    const known = this.young.get(address);
    if (known !== undefined && now < known.end) return known;
    const before = this.old.get(address);
    const window = before !== undefined && now < before.end ? before : { requests: 0, end: now + this.windowMs };
    this.young.set(address, window);
    return window;
  }
}
