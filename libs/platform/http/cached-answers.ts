import { Injectable } from '@nestjs/common';
import { acceptedEncoding, assignFill, type Fill, ResponseCache, SharedTier } from '#platform/cache';
import type { CachePolicy } from '#platform/routes';
import { KnownUrls } from './known-urls.js';
import type { KeptUnder, MatchedRoute, RequestContext } from './request-context.js';
import { sendKept } from './send-kept.js';

/** The last step of the pipeline: answers from memory, waits for a twin, asks the shared tier, or lets the handler fill. */
@Injectable()
export class CachedAnswers {
  constructor(
    private readonly cache: ResponseCache,
    private readonly shared: SharedTier,
    private readonly urls: KnownUrls,
  ) {}

  /** Whether the answer was sent; if not, the handler must make it. */
  answer(policy: CachePolicy, context: RequestContext): boolean | Promise<boolean> {
    const { tenantId, key } = keptUnder(context);
    const tags = () => policy.tags(context.route.params).map((tag) => `${tenantId} ${tag}`);
    const found = this.cache.lookup(key, tags, policy.ttl, context.startedAt);
    if (found.kind === 'hit') {
      context.cache = found.stale ? 'stale' : 'hit';
      if (!context.overtaking) this.urls.learn(context);
      sendKept(found.answer, `Palier; hit; ttl=${found.ttl}`, context);
      return true;
    }
    context.cache = 'miss';
    if (found.kind === 'join') return joined(found.fill, context);
    letFill(found.fill, context);
    return this.shared.reachable && this.answerShared(found.fill, context);
  }

  private async answerShared(fill: Fill, context: RequestContext): Promise<boolean> {
    const found = await this.shared.find(fill);
    if (!found) return false;
    fill.complete(found.answer, found.freshForMs);
    context.cache = 'shared';
    if (!context.overtaking) this.urls.learn(context);
    sendKept(found.answer, `Palier; hit; ttl=${Math.ceil(found.freshForMs / 1000)}; detail=shared`, context);
    return true;
  }
}

function keptUnder({ raw, route, tenant, locale }: RequestContext): KeptUnder {
  const tenantId = tenant?.id ?? '';
  const encoding = acceptedEncoding(raw.headers['accept-encoding']) ?? 'identity';
  const { kept } = route;
  if (kept?.tenantId === tenantId && kept.locale === locale && kept.encoding === encoding) return kept;
  route.resource ??= resourceOf(route);
  // Public answers only, so the permission scope is a constant.
  route.kept = { tenantId, locale, encoding, key: `${tenantId} ${locale} ${encoding} public ${route.resource}` };
  return route.kept;
}

/** What the handler goes by. The URL itself would be a key for each order of its parameters and each way to encode them. */
function resourceOf({ template, params, query }: MatchedRoute): string {
  const sorted = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([template, params, sorted]);
}

/** Sends what another request made; where that came to nothing, each of those who waited makes its own. */
async function joined(fill: Fill, context: RequestContext): Promise<boolean> {
  const made = await fill.answer;
  if (made) sendKept(made, 'Palier; fwd=uri-miss; collapsed', context);
  else letFill(fill.again(), context);
  return made !== undefined;
}

function letFill(fill: Fill, { raw, response }: RequestContext): void {
  assignFill(raw, fill);
  // A refusal, an error or a lost client must not leave the others waiting.
  response.once('close', () => fill.abandon());
}
