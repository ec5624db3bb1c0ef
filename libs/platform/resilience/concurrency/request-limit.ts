import type { Priority } from '#platform/routes';
import { AdaptiveLimit, type Bounds } from './adaptive-limit.js';
import { Place } from './place.js';
import { type Later, Places } from './places.js';
import { type Rank, rankOf, shareOf } from './shares.js';

/** Milliseconds that a request waits for its place, by priority: well below `REQUEST_TIMEOUT_MS`, which also limits its work. */
const PATIENCE_MS: Readonly<Record<Priority, number>> = { sheddable: 500, normal: 3000, vital: 5000 };
/** Seconds after which a refused request may come again: what matters less comes later. */
const AGAIN_AFTER: Readonly<Record<Priority, number>> = { sheddable: 10, normal: 4, vital: 2 };
/** Requests of one priority that wait: a bound of the memory. Those of one tenant leave room for others. */
const MOST_WAITING = { ofTenant: 500, inAll: 2000 };
/** The weight of the latest place that was given back in the mean time that one is held. */
const WEIGHT = 0.05;

/** Limits how many requests are worked on at once, by priority, to as many as are answered about as fast as alone. */
export class RequestLimit {
  private readonly limit: AdaptiveLimit;
  private readonly places: Places;
  private heldMs = 0;

  /**
   * @param now milliseconds since some moment
   * @param later calls back after some time
   * @param random from 0 to 1, without 1
   */
  constructor(
    bounds: Bounds,
    now?: () => number,
    later?: Later,
    private readonly random: () => number = Math.random,
  ) {
    this.limit = new AdaptiveLimit(bounds);
    this.places = new Places(this.limit.value, now, later);
  }

  /** How many requests are worked on at once, at most. */
  get value(): number {
    return this.limit.value;
  }

  /** Requests that hold a place. */
  inUse(priority: Priority): number {
    return this.places.heldBy(rankOf(priority));
  }

  /** Requests that wait for one. */
  waiting(priority: Priority): number {
    return this.places.lineOf(rankOf(priority)).size;
  }

  /**
   * Asks for a place: it is held, waited for, or refused. Whoever has one, or waits, ends it by `Place.leave` or
   * `Place.answered`.
   *
   * @param tenantId '' where there is none
   * @param route the same for each request of a route
   */
  enter(priority: Priority, tenantId: string, route: unknown): Place {
    const rank = rankOf(priority);
    const now = this.places.now();
    const share = this.places.shareOf(tenantId);
    const place = new Place(this, rank, share, this.limit.latencyOf(route), now, now + PATIENCE_MS[priority]);
    if (this.places.take(rank, share)) {
      place.state = 'held';
      return place;
    }
    // More places would not be for a tenant that has its share.
    if (!this.places.hasRoom(rank)) this.limit.want();
    if (this.isHopeless(priority, tenantId)) return place;
    place.state = 'waiting';
    place.waits = true;
    this.places.wait(place);
    return place;
  }

  /** Whether one more of a tenant would not get its turn in time. */
  isHopeless(priority: Priority, tenantId: string): boolean {
    const rank = rankOf(priority);
    const line = this.places.lineOf(rank);
    if (line.size >= MOST_WAITING.inAll || line.ofTenant(tenantId) >= MOST_WAITING.ofTenant) return true;
    let before = line.size > 0 ? line.before(tenantId) : 0;
    for (let higher = rank + 1; higher < 3; higher += 1) before += this.places.lineOf(higher as Rank).size;
    return (before * this.heldMs) / shareOf(priority, this.limit.value) > PATIENCE_MS[priority];
  }

  /** Seconds until a refused request may come again, 1 or more: half to one and a half times as long, so that not all come at once. */
  retryAfter(priority: Priority): number {
    return Math.max(1, Math.round(AGAIN_AFTER[priority] * (0.5 + this.random())));
  }

  /** Called by a place that is given back. @param answered whether it says how long the route takes */
  given(place: Place, answered: boolean, failed: boolean): void {
    const now = this.places.now();
    this.heldMs += WEIGHT * (now - place.heldSince - this.heldMs);
    const changed = answered && this.limit.answered(place.latency, place.heldSince, now, failed);
    this.places.give(place.rank, place.share, now - place.heldSince);
    if (changed) this.places.resize(this.limit.value);
  }

  /** Called by a place that is waited for no longer. */
  left(place: Place): void {
    this.places.leave(place);
  }

  /** The clock of the places. */
  now(): number {
    return this.places.now();
  }
}
