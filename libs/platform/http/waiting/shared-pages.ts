import { Injectable } from '@nestjs/common';
import { SharedTier } from '#platform/cache';
import type { CachePolicy } from '#platform/routes';
import { cacheKeyOf, conditionsOf, tagsOf } from '../answer-from-cache.js';
import { Cdn } from '../cdn.js';
import type { RequestContext } from '../request-context.js';
import { sendCached } from '../send-cached.js';

/** Answers from the shared tier alone. Nothing is remembered here: without a database no invalidation would be heard of. */
@Injectable()
export class SharedPages {
  /** Lets a CDN keep nothing: these pages may be stale. */
  readonly cdn = new Cdn(0);

  constructor(private readonly shared: SharedTier) {}

  /** Resolves to whether the answer was sent; if not, this process has none. */
  async answer(policy: CachePolicy, context: RequestContext): Promise<boolean> {
    const { tenantId, key } = cacheKeyOf(context);
    const tags = tagsOf(policy, context).map((tag) => `${tenantId} ${tag}`);
    const found = await this.shared.copy(key, tags, conditionsOf(context)).catch(() => undefined);
    if (!found) return false;
    const fresh = found.freshForMs > 0;
    context.cache = fresh ? 'shared' : 'stale';
    const status = `Palier; hit; ttl=${Math.ceil(found.freshForMs / 1000)}`;
    sendCached(found.answer, `${status}; detail=${fresh ? 'shared' : 'database-unavailable'}`, context);
    return true;
  }
}
