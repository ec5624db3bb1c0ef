import { TenantShares } from '#platform/resilience';
import type { WaitingJob } from '../queues/queue-server.js';

/** A tenant whose jobs took so many milliseconds more than those of another goes behind it: for less, turns do. */
const AHEAD_MS = 100;
/** For how many milliseconds the queue is not read again where only the tenant waited: one that is alone is not slowed down. */
const ALONE_MS = 100;
/** Milliseconds for which a tenant that has every place keeps the one that it took last: going on later has a cost of its own. */
const LAST_MS = 1000;

interface HeldPlace {
  readonly tenantId: string;
  readonly since: number;
  readonly yields: (() => void) | undefined;
}

/**
 * The places of a queue in this worker. Turns give each tenant as many jobs, however long they take: here its share is weighed by
 * their time, and the last place is left to others while they wait. A tenant that is alone may have all.
 */
export class JobPlaces {
  private readonly shares: TenantShares;
  /** How many a tenant may have while others wait. */
  private readonly most: number;
  /** The one held longest first. */
  private readonly held = new Set<HeldPlace>();
  private yielding: HeldPlace | undefined;
  private alone = { tenantId: '', until: 0 };

  /**
   * @param all how many jobs run at once
   * @param front reads the next jobs that wait, by turn
   * @param now milliseconds that only grow
   */
  constructor(
    private readonly all: number,
    private readonly front: () => Promise<readonly WaitingJob[]>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.shares = new TenantShares(0, now);
    this.most = Math.max(1, all - 1);
  }

  /** The waiting job of another tenant that runs before the next one of this tenant. */
  async before(tenantId: string): Promise<WaitingJob | undefined> {
    if (this.alone.tenantId === tenantId && this.now() < this.alone.until) return undefined;
    const waiting = await this.front();
    const share = this.shares.of(tenantId);
    if (waiting.every((job) => job.tenantId === tenantId)) this.alone = { tenantId, until: this.now() + ALONE_MS };
    return this.first(waiting, tenantId, share.held, this.shares.useOf(share));
  }

  /**
   * @param yields asks the job to go on later
   * @returns gives the place back
   */
  take(tenantId: string, yields?: () => void): () => void {
    const share = this.shares.of(tenantId);
    const place = { tenantId, since: this.now(), yields };
    this.shares.begin(share);
    this.held.add(place);
    return () => {
      this.held.delete(place);
      if (this.yielding === place) this.yielding = undefined;
      this.shares.end(share, this.now() - place.since);
    };
  }

  /**
   * Where no place is free, asks one job that had its place for so long to go on later, and the next one once that has stopped. A
   * tenant that has every place gives the one that it took last back sooner; its other jobs go on.
   */
  async yieldAfter(sliceMs: number): Promise<void> {
    if (this.held.size < this.all || this.yielding) return;
    const held = [...this.held];
    const keeps = (place: HeldPlace) =>
      place === held.at(-1) && this.shares.of(place.tenantId).held > this.most ? Math.min(LAST_MS, sliceMs) : sliceMs;
    const long = held.filter((place) => place.yields && this.now() - place.since >= keeps(place));
    if (long.length === 0) return;
    const waiting = await this.front();
    this.yielding = long.find((place) => this.held.has(place) && this.isDue(place, waiting));
    this.yielding?.yields?.();
  }

  private isDue({ tenantId, since }: HeldPlace, waiting: readonly WaitingJob[]): boolean {
    const share = this.shares.of(tenantId);
    // In place of what it is charged until it ends.
    const used = this.shares.useOf(share) - share.chargedMs / share.held + this.now() - since;
    return this.first(waiting, tenantId, share.held - 1, used) !== undefined;
  }

  /** @param held the places of the tenant besides the one in question */
  private first(
    waiting: readonly WaitingJob[],
    tenantId: string,
    held: number,
    usedMs: number,
  ): WaitingJob | undefined {
    const others = waiting.map((job) => ({ job, share: this.shares.of(job.tenantId) }));
    const [first] = others
      .filter(({ job, share }) => job.tenantId !== tenantId && share.held < this.most)
      .sort((one, other) => this.shares.useOf(one.share) - this.shares.useOf(other.share));
    if (!first) return undefined;
    const isLast = this.all > 1 && held >= this.most;
    return isLast || usedMs - this.shares.useOf(first.share) > AHEAD_MS ? first.job : undefined;
  }
}
