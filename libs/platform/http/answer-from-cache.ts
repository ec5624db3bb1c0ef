import { Injectable } from '@nestjs/common';
import { acceptedEncoding, assignFill, type Conditions, type Fill, ResponseCache, SharedTier } from '#platform/cache';
import type { CachePolicy } from '#platform/routes';
import { KnownUrls } from './known-urls.js';
import type { CacheKey, MatchedRoute, RequestContext } from './request-context.js';
import { sendCached } from './send-cached.js';

/**
 * The last step of the pipeline. A request is answered from memory, else by the answer that a
 * concurrent request for the same resource is making, else from the shared tier, else by its handler.
 */
@Injectable()
export class CachedAnswers {
  constructor(
    private readonly cache: ResponseCache,
    private readonly shared: SharedTier,
    private readonly urls: KnownUrls,
  ) {}

  /** Resolves to whether the answer was sent; if not, the handler must make it. */
  answer(policy: CachePolicy, context: RequestContext): boolean | Promise<boolean> {
    const { tenantId, key } = cacheKeyOf(context);
    const tags = () => policy.tags(context.route.params).map((tag) => `${tenantId} ${tag}`);
    const found = this.cache.lookup(key, tags, policy.ttl, context.startedAt);
    if (found.kind === 'hit') {
      context.cache = found.stale ? 'stale' : 'hit';
      if (!context.bypassesRouter) this.urls.learn(context);
      sendCached(found.answer, `Palier; hit; ttl=${found.ttl}`, context);
      return true;
    }
    context.cache = 'miss';
    if (found.kind === 'join') return joined(found.fill, context);
    letFill(found.fill, context);
    return this.shared.reachable && this.answerShared(found.fill, context);
  }

  private async answerShared(fill: Fill, context: RequestContext): Promise<boolean> {
    const found = await this.shared.find(fill, conditionsOf(context));
    if (!found) return false;
    fill.complete(found.answer, found.freshForMs);
    context.cache = 'shared';
    if (!context.bypassesRouter) this.urls.learn(context);
    sendCached(found.answer, `Palier; hit; ttl=${Math.ceil(found.freshForMs / 1000)}; detail=shared`, context);
    return true;
  }
}

/** On what it depends whether the answer is served. */
export function conditionsOf({ tenant, route: { declaration } }: RequestContext): Conditions {
  return { tenant, flag: declaration?.flag };
}

/** The key of the answer to a request, remembered with its route. */
export function cacheKeyOf({ raw, route, tenant, locale }: RequestContext): CacheKey {
  const tenantId = tenant?.id ?? '';
  const encoding = acceptedEncoding(raw.headers['accept-encoding']) ?? 'identity';
  const { cacheKey: known } = route;
  if (known?.tenantId === tenantId && known.locale === locale && known.encoding === encoding) return known;
  route.resource ??= resourceOf(route);
  // Public answers only, so the permission scope is a constant.
  route.cacheKey = { tenantId, locale, encoding, key: `${tenantId} ${locale} ${encoding} public ${route.resource}` };
  return route.cacheKey;
}

/** What the answer depends on. The URL itself would give another key for each order and encoding of its parameters. */
function resourceOf({ template, params, query }: MatchedRoute): string {
  const sorted = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([template, params, sorted]);
}

/** Sends the answer that another request made; if that request failed, each waiting request runs its own handler. */
async function joined(fill: Fill, context: RequestContext): Promise<boolean> {
  const made = await fill.answer;
  if (made) sendCached(made, 'Palier; fwd=uri-miss; collapsed', context);
  else letFill(fill.again(), context);
  return made !== undefined;
}

function letFill(fill: Fill, { raw, response }: RequestContext): void {
  assignFill(raw, fill);
  // After a refusal, an error or a lost connection, requests that wait for this answer must be released.
  response.once('close', () => fill.abandon());
}
