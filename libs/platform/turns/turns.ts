import type { Problem, ProblemOptions } from '#platform/problems';
import { type TenantShare, TenantShares } from '#platform/resilience';
import { requestInForce } from '#platform/telemetry';
import { haveOneTurn, isPreferred, nextOf, surplusOf, type Taker, type Waiter } from './waiters.js';

/** How much work runs and waits. */
export interface TurnLimits {
  readonly atOnce: number;
  /** Of one tenant; as many as run at all by default. */
  readonly atOnceOfTenant?: number;
  /** Of one network; as many as run at all by default. */
  readonly atOnceOfNetwork?: number;
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

/** Whose work runs. */
type Turn = Pick<Waiter, 'share' | 'network'>;

/**
 * Runs costly work, a few pieces at once, and lets a few more wait. Tenants share it as `TenantShares` says; within a tenant,
 * preferred and other work alternate, and within each, networks take turns. One network has at most half of the places of its
 * tenant. When they are full, the newest request of the tenant with the most places is
 * refused in favour of a tenant with fewer. What waits is dropped once nobody waits for its result.
 */
export class Turns {
  private running = 0;
  /** In order of arrival. */
  private waiters: Waiter[] = [];
  private readonly shares: TenantShares;
  /** Those of tenants whose last work was preferred. */
  private readonly preferredLast = new WeakSet<TenantShare>();
  /** Pieces of work that run, of each network. */
  private readonly networks = new Map<string | undefined, number>();
  private served = 0;

  /** @param now milliseconds since some moment */
  constructor(
    private readonly limits: TurnLimits,
    now?: () => number,
  ) {
    this.shares = new TenantShares(limits.assumedMs, now);
  }

  /** Pieces of work that wait. */
  get waiting(): number {
    return this.waiters.length;
  }

  /** @throws Problem that of the limits, where no place is left or the client left; the reason of the taker's signal; what the work throws */
  async take<T>(taker: Taker, work: () => Promise<T>): Promise<T> {
    taker.signal?.throwIfAborted();
    const turn = { share: this.shares.of(taker.tenantId), network: taker.network };
    if (this.mayRun(turn)) this.begin(turn);
    else await this.wait(taker, turn.share);
    const startedAt = this.shares.now();
    try {
      return await work();
    } finally {
      this.end(turn, this.shares.now() - startedAt);
    }
  }

  /** What waits while this is so waits for its tenant or network alone, so a new one overtakes nobody else. */
  private mayRun({ share, network }: Turn): boolean {
    const { atOnce, atOnceOfTenant = atOnce, atOnceOfNetwork = atOnce } = this.limits;
    if (this.running >= atOnce || share.held >= Math.min(atOnceOfTenant, this.shares.most(share, atOnce))) return false;
    return network === undefined || (this.networks.get(network) ?? 0) < atOnceOfNetwork;
  }

  private begin({ share, network }: Turn): void {
    this.running += 1;
    this.networks.set(network, (this.networks.get(network) ?? 0) + 1);
    this.shares.begin(share);
  }

  private wait(taker: Taker, share: TenantShare): Promise<void> {
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
        share.waiting -= 1;
      };
      const start = () => {
        leave();
        resolve();
      };
      const refuse = (reason: unknown) => {
        leave();
        reject(reason);
      };
      const drop = () => refuse(taker.signal ? taker.signal.reason : this.busy());
      const waiter: Waiter = { ...taker, share, since: this.served, start, refuse };
      this.waiters.push(waiter);
      share.waiting += 1;
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
    if (taker.network !== undefined && alike.length >= Math.ceil(Math.min(waiting, waitingOfTenant) / 2))
      throw this.busy();
    if (rivals.length < waiting - (preferred ? 0 : reserved)) return;
    const surplus = surplusOf(rivals, taker);
    if (!surplus) throw this.busy();
    surplus.refuse(this.busy());
  }

  private end({ share, network }: Turn, tookMs: number): void {
    this.running -= 1;
    this.shares.end(share, tookMs);
    const others = (this.networks.get(network) ?? 0) - 1;
    if (others > 0) this.networks.set(network, others);
    else this.networks.delete(network);
    // Started here, so that a new one cannot overtake those that wait: one of the tenant, and perhaps one of the network elsewhere.
    for (let next = this.next(); next; next = this.next()) this.start(next);
  }

  private next(): Waiter | undefined {
    return nextOf(
      this.waiters.filter((waiter) => this.mayRun(waiter)),
      this.shares,
      this.preferredLast,
    );
  }

  private start(next: Waiter): void {
    this.served += 1;
    this.begin(next);
    next.start();
    for (const waiter of this.waiters) if (haveOneTurn(waiter, next)) waiter.since = this.served;
    if (isPreferred(next)) this.preferredLast.add(next.share);
    else this.preferredLast.delete(next.share);
  }

  private busy(): Problem {
    const before = this.waiting + this.running;
    const seconds = Math.max(1, Math.ceil((before * this.shares.meanMs) / this.limits.atOnce / 1000));
    return this.limits.busy({ seconds }, { headers: { 'retry-after': String(seconds) } });
  }
}
