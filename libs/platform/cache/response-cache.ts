import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { gauge } from '#platform/telemetry';
import { commonTags, ofTenant } from './invalidation/invalidation.js';
import { type Lookup, MemoryTier, type Terms, type Use } from './memory-tier.js';

/**
 * The answers in the memory of this process. Those of single users have a budget of their own, so that they evict no page
 * that many readers request; their tags are counted apart, because every write of a user invalidates one.
 */
@Injectable()
export class ResponseCache {
  private readonly common: MemoryTier;
  private readonly personal: MemoryTier;

  constructor({ cacheMemoryBytes, cacheUserMemoryBytes }: Settings) {
    this.common = new MemoryTier(cacheMemoryBytes);
    this.personal = new MemoryTier(cacheUserMemoryBytes);
    const tiers = Object.entries({ common: this.common, user: this.personal });
    const bytes = () => tiers.map(([tier, answers]) => ({ labels: { tier }, value: answers.bytes }));
    gauge('palier_cache_bytes', 'Bytes of cached answers', bytes);
  }

  /** Invalidates the answers of a tenant with one of these tags, in this process. */
  invalidate(tenantId: string, tags: readonly string[]): void {
    const common = commonTags(tags);
    if (common.length > 0) this.common.invalidate(ofTenant(tenantId, common));
    this.personal.invalidate(ofTenant(tenantId, tags));
  }

  /** Invalidates every answer of this process. */
  invalidateAll(): void {
    this.common.invalidateAll();
    this.personal.invalidateAll();
  }

  /**
   * Finds a cached answer or a fill under way; otherwise starts a fill, which the caller must complete.
   *
   * @param key everything that the answer depends on, the tenant included
   * @param tags called only on a miss; prefixed with the tenant
   * @param use what may be used of the answers that are kept
   * @param now milliseconds on the monotonic clock, if the caller has just read it
   */
  lookup(
    key: string,
    tags: () => readonly string[],
    terms: Terms,
    use: Use = 'answers',
    now = performance.now(),
  ): Lookup {
    const tier = terms.scope === 'user' ? this.personal : this.common;
    return tier.lookup(key, tags, terms, use, now);
  }

  /** The number of entries and their bytes. */
  size(): { entries: number; bytes: number } {
    const { common, personal } = this;
    return { entries: common.entries + personal.entries, bytes: common.bytes + personal.bytes };
  }
}
