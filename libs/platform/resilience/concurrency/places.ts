import { priorities, type Rank, shareOf } from './shares.js';
import { type TenantShare, TenantShares } from './tenant-shares.js';
import { type Waiter, WaitingLine } from './waiting-line.js';

/** Milliseconds between two looks at whose time is over, while anyone waits: one timer for all of them. */
const LOOK_EVERY_MS = 50;

/** Calls back after some milliseconds, without keeping the process alive. */
export type Later = (look: () => void, ms: number) => void;

const afterwards: Later = (look, ms) => void setTimeout(look, ms).unref();

/**
 * A number of places, shared out by priority: a priority may use its share together with those below it, so that those above
 * it always find the rest. Within a priority tenants have their shares: one that has all of its own waits, and others, also of
 * a lower priority, do not wait for it.
 */
export class Places {
  private readonly held: [number, number, number] = [0, 0, 0];
  readonly tenants: TenantShares;
  private readonly lines: readonly [WaitingLine, WaitingLine, WaitingLine];
  private shares: readonly [number, number, number];
  private looking = false;

  /**
   * @param now milliseconds since some moment
   * @param later calls back after some time
   */
  constructor(
    all: number,
    readonly now: () => number = () => performance.now(),
    private readonly later: Later = afterwards,
  ) {
    this.shares = sharesOf(all);
    this.tenants = new TenantShares(0, now);
    this.lines = [new WaitingLine(this.tenants), new WaitingLine(this.tenants), new WaitingLine(this.tenants)];
  }

  /** What a tenant has of the places. @param tenantId '' where there is none, or for work that has a place and would wait for itself */
  shareOf(tenantId: string): TenantShare {
    return this.tenants.of(tenantId);
  }

  /** Whether a rank has a place: who waits then waits for the share of its own tenant. */
  hasRoom(rank: Rank): boolean {
    const [sheddable, normal, vital] = this.held;
    const [ofSheddable, ofNormal, ofAll] = this.shares;
    const lower = sheddable + normal;
    if (lower + vital >= ofAll) return false;
    if (rank === 2) return true;
    return lower < ofNormal && (rank === 1 || sheddable < ofSheddable);
  }

  /** Whether a tenant has as many places as it may have beside others. */
  private hasItsShare(rank: Rank, share: TenantShare): boolean {
    return share.held >= this.tenants.most(share, this.shares[2], this.shares[rank]);
  }

  /** Places that one rank holds. */
  heldBy(rank: Rank): number {
    return this.held[rank];
  }

  /** Those of a rank that wait. */
  lineOf(rank: Rank): WaitingLine {
    return this.lines[rank];
  }

  /** How many wait. */
  get waiting(): number {
    const [sheddable, normal, vital] = this.lines;
    return sheddable.size + normal.size + vital.size;
  }

  /** Takes a place, if there is one. Then nobody waits who comes first: places that become free go to those that wait. */
  take(rank: Rank, share: TenantShare): boolean {
    if (!this.hasRoom(rank) || this.hasItsShare(rank, share)) return false;
    this.hold(rank, share);
    return true;
  }

  /** Waits for a place, of which `take` gave none. */
  wait(waiter: Waiter): void {
    this.lines[waiter.rank].add(waiter);
    this.look();
  }

  /** Waits no longer. */
  leave(waiter: Waiter): void {
    this.lines[waiter.rank].remove(waiter);
  }

  /** Gives a place back, for those that wait. @param heldMs for how many milliseconds it was held */
  give(rank: Rank, share: TenantShare, heldMs: number): void {
    this.held[rank] -= 1;
    this.tenants.end(share, heldMs);
    this.admit();
  }

  /** Changes how many places there are; those that are held beyond that are given back as they end. */
  resize(all: number): void {
    this.shares = sharesOf(all);
    this.admit();
  }

  private hold(rank: Rank, share: TenantShare): void {
    this.held[rank] += 1;
    this.tenants.begin(share);
  }

  /** Where one of a priority finds no room, those below it find none either. */
  private admit(): void {
    for (const rank of [2, 1, 0] as const) {
      const line = this.lines[rank];
      while (line.size > 0) {
        if (!this.hasRoom(rank)) return;
        const next = line.shift((share) => !this.hasItsShare(rank, share));
        if (!next) break;
        this.hold(rank, next.share);
        next.decided(true);
      }
    }
  }

  private look(): void {
    if (this.looking) return;
    this.looking = true;
    this.later(() => {
      this.looking = false;
      const now = this.now();
      for (const line of this.lines) for (const late of line.expired(now)) late.decided(false);
      if (this.waiting > 0) this.look();
    }, LOOK_EVERY_MS);
  }
}

function sharesOf(all: number): [number, number, number] {
  return priorities.map((priority) => shareOf(priority, all)) as [number, number, number];
}
