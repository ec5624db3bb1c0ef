import type { RouteLatency } from './route-latency.js';
import type { Rank } from './shares.js';
import type { TenantShare } from './tenant-shares.js';
import type { Waiter } from './waiting-line.js';

/** Who gives places out. */
interface Giver {
  now(): number;
  /** A place is given back. */
  given(place: Place, answered: boolean, failed: boolean): void;
  /** A place is waited for no longer. */
  left(place: Place): void;
}

/** The place of one request among those that are worked on. */
export class Place implements Waiter {
  state: 'held' | 'waiting' | 'refused' | 'over' = 'refused';
  waits = false;
  next: Waiter | undefined = undefined;
  private decide: ((admitted: boolean) => void) | undefined = undefined;

  constructor(
    private readonly limit: Giver,
    readonly rank: Rank,
    readonly share: TenantShare,
    readonly latency: RouteLatency,
    public heldSince: number,
    readonly until: number,
  ) {}

  /** Resolves to whether one that waits has its place, or its time was over first or it has left. */
  turn(): Promise<boolean> {
    return new Promise((resolve) => {
      this.decide = resolve;
    });
  }

  decided(admitted: boolean): void {
    this.state = admitted ? 'held' : 'refused';
    this.heldSince = this.limit.now();
    this.decide?.(admitted);
  }

  /** The answer is ready. Does nothing where the place was given back before. @param status of HTTP */
  answered(status: number): void {
    // A refusal of the request, below 500, says nothing of how long the route takes.
    if (this.state === 'held') this.end(status < 400 || status >= 500, status >= 500);
  }

  /** The request holds its place, or waits for it, no longer: its client has left, or it flows, or waits elsewhere. */
  leave(): void {
    if (this.state === 'held') this.end(false, false);
    if (this.state !== 'waiting') return;
    this.state = 'refused';
    this.limit.left(this);
    this.decide?.(false);
  }

  private end(answered: boolean, failed: boolean): void {
    this.state = 'over';
    this.limit.given(this, answered, failed);
  }
}
