import { passwordsProblems } from './passwords.errors.js';
import type { Requester } from './passwords.js';

/** What a hash takes until one was measured, in milliseconds. */
const assumedMs = 50;

/** How much the latest hash moves the mean. */
const weight = 0.1;

interface Waiter extends Requester {
  start(): void;
  refuse(problem: Error): void;
}

/**
 * Lets so many hashes run at once and so many wait. Tenants take turns, and within a tenant known devices come first,
 * then whoever came first. One network holds half of the places at most, a quarter is kept for known devices, and where
 * none is left the newest of the tenant that holds most gives way to one whose tenant holds fewer.
 */
export class HashingQueue {
  private running = 0;
  /** By tenant, the one whose turn it is first. */
  private readonly waiters = new Map<string, Waiter[]>();
  private meanMs = assumedMs;

  /**
   * @param threads how many run at once
   * @param length how many more may wait
   */
  constructor(
    private readonly threads: number,
    private readonly length: number,
  ) {}

  /** How many wait. */
  get waiting(): number {
    return this.all.length;
  }

  /**
   * @param requester its `network` is the widest that is one requester's
   * @throws Problem `sign_in_busy` (503) when no place is left; Retry-After is when the queue will be empty
   */
  async run<T>(requester: Requester, work: () => Promise<T>): Promise<T> {
    if (this.running >= this.threads) await this.wait(requester);
    else this.running += 1;
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.meanMs += weight * (performance.now() - startedAt - this.meanMs);
      const next = this.next();
      // Who comes next takes over this place, so that nobody overtakes the queue.
      if (next) next.start();
      else this.running -= 1;
    }
  }

  private get all(): Waiter[] {
    return [...this.waiters.values()].flat();
  }

  private wait(requester: Requester): Promise<void> {
    const known = requester.knownDevice === true;
    const rivals = this.all.filter(({ knownDevice }) => known || !knownDevice);
    const likewise = rivals.filter(
      ({ knownDevice = false, network }) => knownDevice === known && network === requester.network,
    );
    if (likewise.length >= Math.ceil(this.length / 2)) throw this.busy();
    if (rivals.length >= this.length - (known ? 0 : Math.floor(this.length / 4))) {
      const surplus = surplusOf(rivals, requester);
      if (!surplus) throw this.busy();
      this.remove(surplus);
      surplus.refuse(this.busy());
    }
    return new Promise((start, refuse) => {
      const ofTenant = this.waiters.get(requester.tenantId) ?? [];
      this.waiters.set(requester.tenantId, [...ofTenant, { ...requester, start, refuse }]);
    });
  }

  private next(): Waiter | undefined {
    const [turn] = this.waiters;
    if (!turn) return undefined;
    const [tenantId, ofTenant] = turn;
    const next = ofTenant.find(({ knownDevice }) => knownDevice) ?? ofTenant[0];
    if (next) this.remove(next);
    const left = this.waiters.get(tenantId);
    // The last of the turns is theirs now.
    if (left && this.waiters.delete(tenantId)) this.waiters.set(tenantId, left);
    return next;
  }

  private remove(waiter: Waiter): void {
    const left = (this.waiters.get(waiter.tenantId) ?? []).filter((other) => other !== waiter);
    if (left.length > 0) this.waiters.set(waiter.tenantId, left);
    else this.waiters.delete(waiter.tenantId);
  }

  private busy() {
    const before = this.waiting + this.running;
    const seconds = Math.max(1, Math.ceil((before * this.meanMs) / this.threads / 1000));
    return passwordsProblems.sign_in_busy({ seconds }, { headers: { 'retry-after': String(seconds) } });
  }
}

/**
 * Who gives way to a newcomer: the newest of the tenant that holds most, of the network that holds most of its places;
 * where no tenant holds more than theirs will, of a network that does. Nobody gives way to one who would then hold more.
 */
function surplusOf(rivals: readonly Waiter[], { tenantId, network }: Requester): Waiter | undefined {
  const tenants = Map.groupBy(rivals, (rival) => rival.tenantId);
  const held = (of: string) => tenants.get(of)?.length ?? 0;
  const own = held(tenantId);
  const largest = largestOf(tenants);
  if (largest.length > own + 1) return largestOf(Map.groupBy(largest, (rival) => rival.network)).at(-1);
  const candidates = rivals.filter((rival) => rival.tenantId === tenantId || held(rival.tenantId) > own);
  const crowd = largestOf(Map.groupBy(candidates, (rival) => rival.network));
  const beside = rivals.filter((rival) => rival.network === network).length;
  return crowd.length > beside + 1 ? crowd.at(-1) : undefined;
}

/** Of several the latest. */
const largestOf = (groups: ReadonlyMap<string, Waiter[]>) =>
  [...groups.values()].reduce((one, other) => (other.length >= one.length ? other : one), []);
