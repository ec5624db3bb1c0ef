/**
 * By how much two clocks may drift apart, as a share of the time that passes: chrony slews a clock by a twelfth at most as it is
 * delivered, here both, in opposite directions. As the primary is asked ten times a second, it makes up 20 ms.
 */
const DRIFT = 0.2;

/** One measurement: what is added to the monotonic clock, and by how much that may be wrong at most, in milliseconds. */
interface Measured {
  readonly offset: number;
  readonly error: number;
  readonly at: number;
}

/**
 * The time of the primary, by which all processes that have a replica say when a client wrote: their own clocks may be minutes
 * apart. A process without a replica measures nothing, and this is its own clock.
 */
export class PrimaryClock {
  private best: Measured | undefined;

  /** @param monotonic milliseconds that only grow */
  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** Milliseconds since 1970. */
  now(): number {
    return this.best ? this.monotonic() + this.best.offset : Date.now();
  }

  /** Milliseconds since 1970, whole, and not before the true time: every other process has written earlier or sees it as later. */
  latest(): number {
    return Math.ceil(this.now() + this.errorNow());
  }

  /** When, on the monotonic clock, the primary's clock had surely passed this time. */
  passed(time: number): number {
    const offset = this.best?.offset ?? Date.now() - this.monotonic();
    return time - offset + this.errorNow();
  }

  /**
   * Notes what the primary's clock said between two moments of the monotonic clock. The answer with the smallest error is used;
   * that error grows with its age, so that a newer answer takes its place. One that contradicts it shows that the clock was set.
   */
  note(askedAt: number, answeredAt: number, time: number): void {
    const half = (answeredAt - askedAt) / 2;
    const error = half + DRIFT * 2 * half;
    const measured = { offset: time - askedAt - half, error, at: answeredAt };
    const known = this.errorNow();
    const contradicts = this.best && Math.abs(measured.offset - this.best.offset) > error + known;
    if (!this.best || contradicts || error <= known) this.best = measured;
  }

  private errorNow(): number {
    return this.best ? this.best.error + DRIFT * Math.max(0, this.monotonic() - this.best.at) : 0;
  }
}
