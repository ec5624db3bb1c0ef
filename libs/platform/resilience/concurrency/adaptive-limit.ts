import { RouteLatency } from './route-latency.js';

/** A decision takes so many milliseconds and answers, at least: one pause of the process decides nothing. */
const DECIDE_AFTER = { ms: 100, answers: 20 };
/**
 * An answer is near while it takes at most twice the least of its route, and this many milliseconds more: a pause to collect
 * garbage, or the turn of some other requests, which a route that takes one millisecond must stand too.
 */
const NEAR = { times: 2, ms: 25 };
/** One answer counts for so many times what is near, at most: a few that take very long decide nothing. */
const MOST_TIMES = 10;
const SHRINK = 0.9;
const GROW = 1.05;

/** Between which numbers the limit stays, and with which it begins. */
export interface Bounds {
  readonly least: number;
  readonly initial: number;
  readonly most: number;
  /**
   * Whether the limit may grow. It must not while what the requests work with is used up: they would wait there instead, and
   * where all that is known of a route is how slow it was in an overload, its answers would count as near.
   */
  readonly mayGrow?: () => boolean;
}

/**
 * How many requests are worked on at once. Answers that took longer, all together, than is near the least of their routes: the
 * limit shrinks, as they wait for each other. Else it grows, if anyone had to wait for a place. Their times are added up, and not
 * the answers counted: a thousand quick ones must not hide a hundred that wait for something. Only answers of requests that
 * began since the last decision count, so that each decision is about the limit that was in force.
 */
export class AdaptiveLimit {
  private exact: number;
  private readonly routes = new Map<unknown, RouteLatency>();
  private since = Number.NEGATIVE_INFINITY;
  private answers = 0;
  private tookMs = 0;
  private nearMs = 0;
  private wanted = false;

  constructor(private readonly bounds: Bounds) {
    this.exact = Math.min(bounds.most, Math.max(bounds.least, bounds.initial));
  }

  /** Whole, 1 or more. */
  get value(): number {
    return Math.floor(this.exact);
  }

  /** Someone has to wait, so that a higher limit would be used. */
  want(): void {
    this.wanted = true;
  }

  /** What is known of a route. @param route the same for each request of the route; routes are few */
  latencyOf(route: unknown): RouteLatency {
    let latency = this.routes.get(route);
    if (!latency) {
      latency = new RouteLatency();
      this.routes.set(route, latency);
    }
    return latency;
  }

  /**
   * Learns from an answer.
   *
   * @param failed whether it is one that the server could not make: it says nothing of how long the route takes
   * @returns whether the limit has changed
   */
  answered(route: RouteLatency, startedAt: number, now: number, failed: boolean): boolean {
    const ms = now - startedAt;
    const least = route.least(now);
    if (!failed) route.add(ms, now);
    // Nothing is known of the route yet.
    if (!Number.isFinite(least)) return false;
    const nearMs = least * NEAR.times + NEAR.ms;
    if (startedAt < this.since || (failed && ms <= nearMs)) return false;
    this.answers += 1;
    this.tookMs += Math.min(ms, nearMs * MOST_TIMES);
    this.nearMs += nearMs;
    if (this.answers < DECIDE_AFTER.answers || now - this.since < DECIDE_AFTER.ms) return false;
    return this.decide(now);
  }

  private decide(now: number): boolean {
    const before = this.value;
    if (this.tookMs > this.nearMs) this.exact = Math.max(this.bounds.least, this.exact * SHRINK);
    else if (this.wanted && (this.bounds.mayGrow?.() ?? true))
      this.exact = Math.min(this.bounds.most, this.exact * GROW);
    this.since = now;
    this.answers = 0;
    this.tookMs = 0;
    this.nearMs = 0;
    this.wanted = false;
    return this.value !== before;
  }
}
