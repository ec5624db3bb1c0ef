import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { actsFor, type Principal } from '#platform/access';
import {
  acceptedEncoding,
  assignFill,
  type Conditions,
  callerTag,
  type Fill,
  InvalidationFeed,
  OwnWrites,
  ResponseCache,
  SharedTier,
  type Use,
} from '#platform/cache';
import { publicUrlOf, Settings } from '#platform/config';
import { Replica } from '#platform/database';
import type { CachePolicy } from '#platform/routes';
import { Cdn } from './cdn.js';
import { KnownUrls } from './known-urls.js';
import { cookieFor, PALIER_WROTE, positionsOf } from './palier-wrote.js';
import type { CacheKey, MatchedRoute, RequestContext } from './request-context.js';
import { sendCached } from './send-cached.js';

/** Refusals that may be due to an earlier try of the same write, whose answer was lost: what it deletes or changes is so already. */
const REPEATS: ReadonlySet<number> = new Set([404, 409, 410, 412]);

/** The caller of a request for a member's answer. */
export interface Reader {
  readonly principal: Principal;
  /** Decides on access once more, after a wait. @throws Problem as the first time */
  admitAgain(): unknown;
}

/**
 * The last step of the pipeline. A request is answered from memory, else by the answer that a
 * concurrent request for the same resource is making, else from the shared tier, else by its handler.
 */
@Injectable()
export class CachedAnswers {
  readonly cdn: Cdn;
  private readonly secure: boolean;

  constructor(
    private readonly cache: ResponseCache,
    private readonly shared: SharedTier,
    private readonly feed: InvalidationFeed,
    private readonly writes: OwnWrites,
    private readonly urls: KnownUrls,
    settings: Settings,
    @Inject(Replica) private readonly replica: Replica | null,
  ) {
    this.cdn = new Cdn(settings.cdnSeconds);
    this.secure = publicUrlOf(settings).startsWith('https:');
  }

  /**
   * Resolves to whether the answer was sent; if not, the handler must make it.
   *
   * @param reader undefined on public routes
   */
  answer(policy: CachePolicy, context: RequestContext, reader?: Reader): boolean | Promise<boolean> {
    const { tenantId, key } = cacheKeyOf(context, readersOf(policy, reader?.principal));
    const tags = () => tagsOf(policy, context, reader?.principal).map((tag) => `${tenantId} ${tag}`);
    const use = this.useOf(policy, context, reader);
    const found = this.cache.lookup(key, tags, policy, use, context.startedAt);
    if (found.kind === 'hit') {
      context.cache = found.stale ? 'stale' : 'hit';
      if (!found.stale) this.cdn.letKeep(context);
      if (!context.bypassesRouter) this.urls.learn(context);
      sendCached(found.answer, `Palier; hit; ttl=${found.ttl}`, context);
      return true;
    }
    context.cache = 'miss';
    if (found.kind === 'join') return this.joined(found.fill, context, reader);
    letFill(found.fill, context);
    // What is kept of one caller is never in Redis, where invalidated bytes would stay.
    const sharable = policy.scope !== 'user' && use === 'answers' && this.shared.reachable;
    if (sharable) return this.answerShared(found.fill, context, reader);
    found.fill.handle(this.writes.now());
    return false;
  }

  /** After a write: forgets what is kept of its caller, and gives the client the means to pass by what other processes keep. */
  wrote(context: RequestContext, principal: Principal, reply: FastifyReply): void {
    const { raw, tenant, showsEnd } = context;
    const id = actsFor(principal);
    const { statusCode } = reply;
    const refused = statusCode >= 400 && statusCode < 500;
    if (!tenant || (refused && !REPEATS.has(statusCode))) return;
    const sent = positionsOf(raw.headers);
    const earlier = showsEnd ? [this.writes.afterOthers(tenant.id, sent)] : sent;
    const position =
      refused || reply.hasHeader('idempotency-replayed')
        ? this.writes.afterRepeat(tenant.id, id, earlier)
        : this.writes.afterWrite(tenant.id, id, earlier);
    this.tell(position, context, principal, reply);
  }

  /** With an answer that shows that an operation has ended: lets the client read what the operation wrote. */
  showed(context: RequestContext, principal: Principal, reply: FastifyReply): void {
    const { raw, tenant } = context;
    if (tenant) this.tell(this.writes.afterOthers(tenant.id, positionsOf(raw.headers)), context, principal, reply);
  }

  private tell(position: string, { raw }: RequestContext, principal: Principal, reply: FastifyReply): void {
    reply.header(PALIER_WROTE, position);
    // A publishable key reads nothing, and pages send it by beacons, which keep cookies.
    const cookie = principal.publishable ? undefined : cookieFor(raw.headers, position, this.secure);
    if (cookie) reply.header('set-cookie', cookie);
  }

  /** Which commits the reads of a request must see that a replica may answer; undefined without one. */
  readsOf({ raw: { headers }, tenant }: RequestContext): { after: number } | undefined {
    if (!this.replica) return undefined;
    return { after: this.writes.writtenAt(positionsOf(headers), tenant?.id ?? '') };
  }

  /**
   * Who has just written passes by what is older than the write. Answers of members need a process that hears of every
   * change; another uses its copies only while the database is unavailable.
   */
  private useOf({ scope = 'public' }: CachePolicy, { raw, startedAt, tenant }: RequestContext, reader?: Reader): Use {
    const complete = scope === 'public' || this.feed.isComplete(startedAt);
    const positions = positionsOf(raw.headers);
    if (positions.length === 0) return complete ? 'answers' : 'fallback';
    const by = { tenantId: tenant?.id ?? '', callerId: reader && actsFor(reader.principal) };
    const readSince = this.writes.readSince(positions, by, complete);
    if (readSince === Number.NEGATIVE_INFINITY) return complete ? 'answers' : 'fallback';
    return complete && readSince < Number.POSITIVE_INFINITY ? { readSince } : 'nothing';
  }

  /** Sends the answer that another request made; if that request failed, each waiting request runs its own handler. */
  private async joined(fill: Fill, context: RequestContext, reader: Reader | undefined): Promise<boolean> {
    const made = await fill.answer;
    await reader?.admitAgain();
    if (made) {
      if (fill.stored) this.cdn.letKeep(context);
      sendCached(made, 'Palier; fwd=uri-miss; collapsed', context);
    } else {
      const again = fill.again();
      again.handle(this.writes.now());
      letFill(again, context);
    }
    return made !== undefined;
  }

  private async answerShared(fill: Fill, context: RequestContext, reader: Reader | undefined): Promise<boolean> {
    const found = await this.shared.find(fill, conditionsOf(context));
    await reader?.admitAgain();
    if (!found) {
      fill.handle(this.writes.now());
      return false;
    }
    fill.complete(found.answer, found.freshForMs);
    context.cache = 'shared';
    if (fill.stored) this.cdn.letKeep(context);
    if (!context.bypassesRouter) this.urls.learn(context);
    sendCached(found.answer, `Palier; hit; ttl=${Math.ceil(found.freshForMs / 1000)}; detail=shared`, context);
    return true;
  }
}

/** On what it depends whether the answer is served. */
export function conditionsOf({ tenant, route: { declaration } }: RequestContext): Conditions {
  return { tenant, flag: declaration?.flag };
}

/**
 * The key of the answer to a request, remembered with its route.
 *
 * @param readers who share the answer
 */
export function cacheKeyOf({ raw, route, tenant, locale }: RequestContext, readers = 'public'): CacheKey {
  const tenantId = tenant?.id ?? '';
  const encoding = acceptedEncoding(raw.headers['accept-encoding']) ?? 'identity';
  const { cacheKey: known } = route;
  const same = known?.tenantId === tenantId && known.locale === locale && known.encoding === encoding;
  if (same && known.readers === readers) return known;
  route.resource ??= resourceOf(route);
  const key = `${tenantId} ${locale} ${encoding} ${readers} ${route.resource}`;
  route.cacheKey = { tenantId, locale, encoding, readers, key };
  return route.cacheKey;
}

/** Who share an answer: all, those with one role, or one caller in one session. A key shares with nobody. */
function readersOf({ scope = 'public' }: CachePolicy, principal: Principal | undefined): string {
  if (scope === 'public') return 'public';
  if (!principal) throw new Error('A public route caches answers of members.');
  const { kind, id, session, userId, permissions } = principal;
  if (scope === 'tenant' && session) return `${kind} ${session.role}`;
  // What a personal key may do changes with the role of its user.
  if (userId !== undefined) return `${kind} ${id} ${[...permissions].sort()}`;
  // The handler receives the whole caller: the session, and the permissions of its role.
  return `${kind} ${id} ${session?.role} ${session?.id}`;
}

/** The tags of the answer to a request; the cache adds the tenant. */
export function tagsOf(policy: CachePolicy, { route }: RequestContext, principal?: Principal): readonly string[] {
  if (policy.scope !== 'user') return policy.tags(route.params);
  const id = principal ? actsFor(principal) : '';
  return [callerTag(id), ...policy.tags(route.params, { id })];
}

/** What the answer depends on. The URL itself would give another key for each order and encoding of its parameters. */
function resourceOf({ template, params, query }: MatchedRoute): string {
  const sorted = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([template, params, sorted]);
}

function letFill(fill: Fill, { raw, response }: RequestContext): void {
  assignFill(raw, fill);
  // After a refusal, an error or a lost connection, requests that wait for this answer must be released.
  response.once('close', () => fill.abandon());
}
