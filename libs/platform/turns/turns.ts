import type { Problem, ProblemOptions } from '#platform/problems';
import { requestInForce } from '#platform/telemetry';
import { haveOneTurn, isPreferred, nextOf, type Share, surplusOf, type Taker, type Waiter } from './waiters.js';

/** The weight of the latest work in the moving mean. */
const weight = 0.1;

/** How much work runs and waits. */
export interface TurnLimits {
  readonly atOnce: number;
  /** Of one tenant; as many as run at all by default. */
  readonly atOnceOfTenant?: number;
  /** Places for work that waits besides. */
  readonly waiting: number;
  /** Places that one tenant may take; all by default. */
  readonly waitingOfTenant?: number;
  /** Places that only preferred work may take; none by default. */
  readonly reserved?: number;
  /** The assumed duration of a piece of work until one was measured, in milliseconds. */
  readonly assumedMs: number;
  /** The refusal where no place is left; its `{seconds}` and its Retry-After say when all that waits will have run. */
  readonly busy: (args: { readonly seconds: number }, options: ProblemOptions) => Problem;
}

/**
 * Runs costly work, a few pieces at once, and lets a few more wait. The tenant whose work took the least time is served next
 * (start-time fair queueing); within a tenant, preferred and other work alternate, and within each, networks take turns. One
 * network has at most half of the places. When they are full, the newest request of the tenant with the most places is
 * refused in favour of a tenant with fewer. What waits is dropped once nobody waits for its result.
 */
export class Turns {
  private running = 0;
  /** In order of arrival. */
  private waiters: Waiter[] = [];
  private readonly shares = new Map<string, Share>();
  /** The use of the tenant that was served last. A tenant that arrives starts with as much, so idle time is not saved up. */
  private reachedMs = 0;
  private served = 0;
  private meanMs: number;

  /** @param now milliseconds since some moment */
  constructor(
    private readonly limits: TurnLimits,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.meanMs = limits.assumedMs;
  }

  /** Pieces of work that wait. */
  get waiting(): number {
    return this.waiters.length;
  }

  /** @throws Problem that of the limits, where no place is left or the client left; the reason of the taker's signal; what the work throws */
  async take<T>(taker: Taker, work: () => Promise<T>): Promise<T> {
    taker.signal?.throwIfAborted();
    const share = this.shareOf(taker);
    const chargedMs = this.mayRun(share) ? this.begin(share) : await this.wait(taker, share);
    const startedAt = this.now();
    try {
      return await work();
    } finally {
      const tookMs = this.now() - startedAt;
      share.usedMs += tookMs - chargedMs;
      this.meanMs += weight * (tookMs - this.meanMs);
      this.end(share);
    }
  }

  private shareOf({ tenantId }: Taker): Share {
    const share = this.shares.get(tenantId) ?? { running: 0, usedMs: 0, preferredLast: false };
    share.usedMs = Math.max(share.usedMs, this.reachedMs);
    this.shares.set(tenantId, share);
    return share;
  }

  /** What waits while this is so waits for its tenant alone, so a new one overtakes nobody else. */
  private mayRun({ running }: Share): boolean {
    const { atOnce, atOnceOfTenant = atOnce } = this.limits;
    return this.running < atOnce && running < atOnceOfTenant;
  }

  /** @returns the milliseconds that are charged until the work has ended */
  private begin(share: Share): number {
    this.running += 1;
    share.running += 1;
    this.reachedMs = Math.max(this.reachedMs, share.usedMs);
    share.usedMs += this.meanMs;
    return this.meanMs;
  }

  /** @returns what was charged when it was its turn */
  private wait(taker: Taker, share: Share): Promise<number> {
    const request = requestInForce();
    const gone = taker.signal ?? request?.gone?.();
    if (gone?.aborted) throw this.busy();
    if (!taker.unbounded) this.makeRoom(taker);
    // How much waits is bounded here: it must not keep other requests from being worked on meanwhile.
    request?.place?.leave();
    return new Promise((resolve, reject) => {
      const leave = () => {
        gone?.removeEventListener('abort', drop);
        this.waiters = this.waiters.filter((other) => other !== waiter);
      };
      const start = (chargedMs: number) => {
        leave();
        resolve(chargedMs);
      };
      const refuse = (reason: unknown) => {
        leave();
        reject(reason);
      };
      const drop = () => refuse(taker.signal ? taker.signal.reason : this.busy());
      const waiter: Waiter = { ...taker, share, since: this.served, start, refuse };
      this.waiters.push(waiter);
      gone?.addEventListener('abort', drop);
    });
  }

  /** Finds a place, or makes one by refusing another. */
  private makeRoom(taker: Taker): void {
    const { waiting, waitingOfTenant = waiting, reserved = 0 } = this.limits;
    let own = 0;
    for (const { unbounded, tenantId } of this.waiters) if (!unbounded && tenantId === taker.tenantId) own += 1;
    // Asked first, since a tenant that asks too much is refused most often.
    if (own >= waitingOfTenant) throw this.busy();
    const preferred = isPreferred(taker);
    const counted = this.waiters.filter(({ unbounded }) => !unbounded);
    const rivals = preferred ? counted : counted.filter((rival) => !isPreferred(rival));
    const alike = rivals.filter((rival) => isPreferred(rival) === preferred && rival.network === taker.network);
    if (taker.network !== undefined && alike.length >= Math.ceil(waiting / 2)) throw this.busy();
    if (rivals.length < waiting - (preferred ? 0 : reserved)) return;
    const surplus = surplusOf(rivals, taker);
    if (!surplus) throw this.busy();
    surplus.refuse(this.busy());
  }

  private end(share: Share): void {
    this.running -= 1;
    share.running -= 1;
    // Started here, so that a new one cannot overtake those that wait.
    const next = nextOf(this.waiters.filter((waiter) => this.mayRun(waiter.share)));
    if (next) this.start(next);
    if (this.running > 0) return;
    // Nothing runs or waits: shares are forgotten, so that memory does not grow with the number of tenants.
    this.shares.clear();
    this.reachedMs = 0;
  }

  private start(next: Waiter): void {
    this.served += 1;
    next.start(this.begin(next.share));
    for (const waiter of this.waiters) if (haveOneTurn(waiter, next)) waiter.since = this.served;
    next.share.preferredLast = isPreferred(next);
  }

  private busy(): Problem {
    const before = this.waiting + this.running;
    const seconds = Math.max(1, Math.ceil((before * this.meanMs) / this.limits.atOnce / 1000));
    return this.limits.busy({ seconds }, { headers: { 'retry-after': String(seconds) } });
  }
}
