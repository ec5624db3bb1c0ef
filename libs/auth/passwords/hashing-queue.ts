import { passwordsProblems } from './passwords.errors.js';
import { haveOneTurn, isKnown, nextOf, type Requester, type Share, surplusOf, type Waiter } from './waiters.js';

/** The assumed duration of a hash until one was measured, in milliseconds. */
const assumedMs = 50;

/** The weight of the latest hash in the moving mean. */
const weight = 0.1;

/**
 * Limits how many hashes run at once and how many wait. The tenant whose hashes took the least time is served next
 * (start-time fair queueing); within a tenant, known and unknown devices alternate, and within each, networks take turns.
 * One network has at most half of the places, and a quarter is reserved for known devices. When the queue is full, the
 * newest request of the tenant with the most places is refused in favour of a tenant with fewer.
 */
export class HashingQueue {
  private running = 0;
  /** In order of arrival. */
  private waiters: Waiter[] = [];
  private readonly shares = new Map<string, Share>();
  /** The use of the tenant that was served last. A tenant that arrives starts with as much, so idle time is not saved up. */
  private reachedMs = 0;
  private served = 0;
  private meanMs = assumedMs;

  /**
   * @param threads how many run at once
   * @param length how many more may wait
   * @param now milliseconds since some moment
   */
  constructor(
    private readonly threads: number,
    private readonly length: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Hashes that wait. */
  get waiting(): number {
    return this.waiters.length;
  }

  /**
   * @param requester its `network` is the widest that one client may own
   * @throws Problem `sign_in_busy` (503) when no place is left; Retry-After is the time until the queue is empty
   */
  async run<T>(requester: Requester, work: () => Promise<T>): Promise<T> {
    const share = this.shareOf(requester);
    const expectedMs = this.running >= this.threads ? await this.wait(requester, share) : this.begin(share);
    const startedAt = this.now();
    try {
      return await work();
    } finally {
      const tookMs = this.now() - startedAt;
      share.usedMs += tookMs - expectedMs;
      this.meanMs += weight * (tookMs - this.meanMs);
      this.goOn();
    }
  }

  private shareOf({ tenantId }: Requester): Share {
    const share = this.shares.get(tenantId) ?? { usedMs: 0, knownLast: false };
    share.usedMs = Math.max(share.usedMs, this.reachedMs);
    this.shares.set(tenantId, share);
    return share;
  }

  /** Takes a free thread. */
  private begin(share: Share): number {
    this.running += 1;
    return this.charge(share);
  }

  /** @returns the milliseconds that are charged until the hash has ended */
  private charge(share: Share): number {
    this.reachedMs = Math.max(this.reachedMs, share.usedMs);
    share.usedMs += this.meanMs;
    return this.meanMs;
  }

  /** @returns what was charged when it was its turn */
  private wait(requester: Requester, share: Share): Promise<number> {
    const known = isKnown(requester);
    const rivals = this.waiters.filter((rival) => known || !isKnown(rival));
    const likewise = rivals.filter((rival) => isKnown(rival) === known && rival.network === requester.network);
    if (likewise.length >= Math.ceil(this.length / 2)) throw this.busy();
    if (rivals.length >= this.length - (known ? 0 : Math.floor(this.length / 4))) {
      const surplus = surplusOf(rivals, requester);
      if (!surplus) throw this.busy();
      this.remove(surplus);
      surplus.refuse(this.busy());
    }
    return new Promise((start, refuse) => {
      this.waiters.push({ ...requester, share, since: this.served, start, refuse });
    });
  }

  private goOn(): void {
    const next = nextOf(this.waiters);
    // The next request takes over this thread, so that a new one cannot overtake the queue.
    if (next) this.start(next);
    else this.running -= 1;
    if (this.running > 0) return;
    // The queue is idle: shares are forgotten, so that memory does not grow with the number of tenants.
    this.shares.clear();
    this.reachedMs = 0;
  }

  private start(next: Waiter): void {
    this.remove(next);
    this.served += 1;
    for (const waiter of this.waiters) if (haveOneTurn(waiter, next)) waiter.since = this.served;
    next.share.knownLast = isKnown(next);
    next.start(this.charge(next.share));
  }

  private remove(waiter: Waiter): void {
    this.waiters = this.waiters.filter((other) => other !== waiter);
  }

  private busy() {
    const before = this.waiting + this.running;
    const seconds = Math.max(1, Math.ceil((before * this.meanMs) / this.threads / 1000));
    return passwordsProblems.sign_in_busy({ seconds }, { headers: { 'retry-after': String(seconds) } });
  }
}
