import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import type { Tenant } from '#platform/tenancy';
import { type CachedAnswer, staleLimit } from '../cached-answer.js';
import type { Fill } from '../fill.js';
import { packAnswer, unpackAnswer } from './packed-answer.js';
import { SharedRedis } from './shared-redis.js';
import { StoredCopies } from './stored-copies.js';
import { TagVersions, VERSION_TTL_MS, versionKey } from './tag-versions.js';
import { EVERY_ANSWER } from './unwritten-tags.js';

/** In bytes. Larger answers are not shared: one value must not delay Redis for all processes. */
const LARGEST = 1_048_576;

/** An answer from another process. */
export interface SharedAnswer {
  readonly answer: CachedAnswer;
  /** Milliseconds, more than 0; 0 or less for a stale copy, which may be sent only while the database is unavailable. */
  readonly freshForMs: number;
}

/** On what, besides its own tags, it depends whether an answer is served. */
export interface Conditions {
  readonly tenant: Tenant | undefined;
  /** The feature flag of the route. */
  readonly flag: string | undefined;
}

/**
 * The tier of the cache that processes share; without a Redis it does nothing. README.md of `cache` shows the orders in which its
 * steps and those of a write can come.
 *
 * With each answer it stores the answer's tenant, so that a process that starts while the database is away can serve the
 * answer. Both are void once the tenant has changed (`tenantsChanged`), as is an answer once the flag of its route has.
 */
@Injectable()
export class SharedTier {
  private readonly copies: StoredCopies;

  constructor(
    private readonly redis: SharedRedis,
    private readonly versions: TagVersions,
    { cacheMemoryBytes }: Settings,
  ) {
    this.copies = new StoredCopies(cacheMemoryBytes);
  }

  /** Whether Redis is configured and reachable. */
  get reachable(): boolean {
    return this.redis.reachable;
  }

  /**
   * Looks for the answer of a fill, in one round trip. If there is none, the answer that the fill makes is
   * stored for the other processes; a stale copy becomes that of the fill. Never rejects: without Redis the handler runs.
   */
  async find(fill: Fill, { tenant, flag }: Conditions): Promise<SharedAnswer | undefined> {
    const tags = tagsOf(tenant?.slug, fill.tags, flag);
    if (!this.versions.trusted(tags)) return undefined;
    try {
      const [packed, ...found] = await this.redis.read([answerKey(fill.key), ...tags.map(versionKey)]);
      const shared = packed === undefined ? undefined : stillValid(packed, found);
      if (shared && shared.freshForMs > 0) return shared;
      // A void answer also tells of an invalidation whose notification was lost with the database.
      if (packed !== undefined) fill.stale = shared?.answer;
      const versions = await this.versions.completed(tags, found);
      void fill.answer.then((answer) => answer && this.keep(fill, answer, tags, versions, tenant));
    } catch {
      // The breaker logs it, once.
    }
    return undefined;
  }

  /**
   * Looks for an answer, fresh or stale, for a process without a database. Every call asks Redis, because such a process
   * hears of no invalidation.
   *
   * @param own the tags, as of a fill
   * @throws Error when Redis does not answer
   */
  async copy(key: string, own: readonly string[], { tenant, flag }: Conditions): Promise<SharedAnswer | undefined> {
    const tags = tagsOf(tenant?.slug, own, flag);
    const [packed, ...found] = await this.redis.read([answerKey(key), ...tags.map(versionKey)]);
    return packed === undefined ? undefined : stillValid(packed, found);
  }

  /** The tenant with which answers were stored, if it has not changed since. @throws Error when Redis does not answer */
  async tenantOf(slug: string): Promise<Tenant | undefined> {
    const [packed, ...found] = await this.redis.read([tenantKey(slug), ...tagsOf(slug).map(versionKey)]);
    const [versions, tenant] = (packed === undefined ? [[]] : JSON.parse(packed)) as [string[], Tenant?];
    return sameVersions(versions, found) ? tenant : undefined;
  }

  /** Whether any process has stored answers since this Redis started. @throws Error when Redis does not answer */
  async holdsAnswers(): Promise<boolean> {
    const [version] = await this.redis.read([versionKey(EVERY_ANSWER)]);
    return version !== undefined;
  }

  /** Voids what is stored of these tenants: their state, plan, origins or networks have changed. Never rejects. */
  async tenantsChanged(slugs: readonly string[]): Promise<void> {
    await this.versions.renew(newId(), slugs.map(tenantTag));
  }

  /** Voids the answers of routes with these feature flags: they were turned on or off. Never rejects. */
  async flagsChanged(names: readonly string[]): Promise<void> {
    await this.versions.renew(newId(), names.map(flagTag));
  }

  private async keep(
    fill: Fill,
    answer: CachedAnswer,
    tags: readonly string[],
    versions: readonly string[],
    tenant: Tenant | undefined,
  ): Promise<void> {
    if (answer.body.length > LARGEST) return;
    const { ttl, scope } = fill;
    const [key, value] = [answerKey(fill.key), packAnswer({ answer, versions, filledAt: Date.now(), ttl })];
    const longest = ttl * 1000 + staleLimit(scope);
    const long = this.copies.admit(key, value, fill.stale !== undefined, longest);
    const entries = [{ key, value, ttl: long ? longest : ttl * 1000 }];
    if (tenant) {
      const known = JSON.stringify([versions.slice(0, tagsOf(tenant.slug).length), tenant]);
      entries.push({ key: tenantKey(tenant.slug), value: known, ttl: VERSION_TTL_MS });
    }
    await Promise.all([this.redis.write(entries), this.versions.prolong(tags)]).catch(() => undefined);
  }
}

const answerKey = (key: string) => `answer ${key}`;
const tenantKey = (slug: string) => `tenant ${slug}`;
const tenantTag = (slug: string) => `tenant ${slug}`;
const flagTag = (name: string) => `flag ${name}`;

/** The tags with which an answer is stored: first those of every answer of its tenant. */
function tagsOf(slug: string | undefined, own: readonly string[] = [], flag?: string): string[] {
  const ofTenant = slug === undefined ? [] : [tenantTag(slug)];
  return [EVERY_ANSWER, ...ofTenant, ...own, ...(flag === undefined ? [] : [flagTag(flag)])];
}

/** The answer, if its tags still have the versions with which it was stored. */
function stillValid(packed: string, present: readonly (string | undefined)[]): SharedAnswer | undefined {
  const { answer, versions, filledAt, ttl } = unpackAnswer(packed);
  // The clocks of two machines differ: no answer is fresh for longer than its `ttl`.
  const freshForMs = Math.min(filledAt - Date.now(), 0) + ttl * 1000;
  return sameVersions(versions, present) ? { answer, freshForMs } : undefined;
}

function sameVersions(stored: readonly string[], present: readonly (string | undefined)[]): boolean {
  return stored.length === present.length && stored.every((version, i) => version === present[i]);
}
