import { Injectable } from '@nestjs/common';
import { fillOf } from '#platform/cache';
import { Settings } from '#platform/config';
import { DatabaseStatistics } from '#platform/database';
import { degradationProblems } from '#platform/degradation';
import type { Problem } from '#platform/problems';
import { type Place, RequestLimit, shedTenants } from '#platform/resilience';
import type { Priority } from '#platform/routes';
import { counter, gauge } from '#platform/telemetry';
import { sendRefusal } from './refusals/send-refusal.js';
import type { RequestContext } from './request-context.js';
import { sendCached } from './send-cached.js';

const priorities: readonly Priority[] = ['vital', 'normal', 'sheddable'];

/** Of a tenant whose work slows all others down. Made once: to make an error costs as much as a cached answer. */
const tenantOverloads = degradationProblems.tenant_overloads({ seconds: 15 }, { headers: { 'retry-after': '15' } });

/**
 * Limits how many requests are worked on at once, past the cache: from when the handler may begin until the answer is ready.
 * What then flows, as a download or a stream of events, has no place, nor has an upload once its handler receives it.
 */
@Injectable()
export class RequestPlaces {
  private readonly limit: RequestLimit;
  /** By the seconds of Retry-After, made once each. */
  private readonly refusals: Problem[] = [];
  private readonly refused = counter(
    'palier_concurrency_refused_total',
    'Requests refused because too many were worked on',
    'priority',
  );

  private readonly longestMs: number;

  constructor({ databasePoolSize, requestTimeoutMs }: Settings, statistics: DatabaseStatistics) {
    this.longestMs = requestTimeoutMs;
    // With fewer than the connections some would be idle. Twice as many keep them in use, as a handler also does other work.
    const least = Math.min(64, Math.max(4, databasePoolSize));
    this.limit = new RequestLimit({ least, initial: 2 * least, most: 256, mayGrow: () => statistics.waiting === 0 });
    const each = (read: (priority: Priority) => number) => () =>
      priorities.map((priority) => ({ labels: { priority }, value: read(priority) }));
    gauge('palier_concurrency_limit', 'Requests that are worked on at once, at most', () => this.limit.value);
    gauge(
      'palier_concurrency_in_use',
      'Requests that are worked on',
      each((priority) => this.limit.inUse(priority)),
    );
    gauge(
      'palier_concurrency_waiting',
      'Requests that wait until they may be worked on',
      each((priority) => this.limit.waiting(priority)),
    );
  }

  /**
   * Gives a request that nothing has answered its place, once there is one.
   *
   * @returns whether it was answered: refused as `overloaded` (503), or with a stale copy in place of that
   */
  enter(context: RequestContext, priority: Priority): boolean | Promise<boolean> {
    const { response, route, tenant, trace } = context;
    trace.priority = priority;
    if (route.declaration?.withoutDatabase) return false;
    // Nobody would give the place back.
    if (response.destroyed) return this.refuse(context, priority);
    if (tenant && shedTenants.refuses(tenant.id, priority)) return this.refuse(context, priority, tenantOverloads);
    const place = this.limit.enter(priority, tenant?.id ?? '', route.declaration);
    context.place = place;
    trace.place = place;
    if (place.state === 'held') return false;
    if (place.state === 'refused') return this.refuse(context, priority);
    response.once('close', () => place.leave());
    return place.turn().then((admitted) => !admitted && this.refuse(context, priority));
  }

  /** Ends the place of a client that has left: once its handler has ended (`Place.answered`), or when its time would be over. */
  endWithHandler(place: Place): void {
    if (place.state === 'held') setTimeout(() => place.leave(), this.longestMs).unref();
    else place.leave();
  }

  /** Whether a request was refused before its body is read, because it would not get a place in time. */
  refuseHopeless(context: RequestContext, priority: Priority): boolean {
    const { route, tenant } = context;
    if (route.declaration?.withoutDatabase) return false;
    if (tenant && shedTenants.refuses(tenant.id, priority)) return this.refuse(context, priority, tenantOverloads);
    if (!this.limit.isHopeless(priority, tenant?.id ?? '')) return false;
    return this.refuse(context, priority);
  }

  private refuse(context: RequestContext, priority: Priority, refusal?: Problem): true {
    const fill = fillOf(context.raw);
    // A copy for members may be older than what they were told of, as while the database is away.
    if (!fill?.stale || fill.scope !== 'public') return sendRefusal(refusal ?? this.overloaded(priority), context);
    context.cache = 'stale';
    sendCached(fill.stale, 'Palier; hit; detail=overloaded', context);
    return true;
  }

  private overloaded(priority: Priority): Problem {
    this.refused.of(priority).add();
    const seconds = this.limit.retryAfter(priority);
    const refusal =
      this.refusals[seconds] ??
      degradationProblems.overloaded({ seconds }, { headers: { 'retry-after': String(seconds) } });
    this.refusals[seconds] = refusal;
    return refusal;
  }
}
