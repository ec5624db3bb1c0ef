import { Logger } from '@nestjs/common';
import { type TryCounter, TryCounters, type TryPace } from './try-counters.js';

/**
 * Counts in the shared store, and in the memory of this process while the store is unreachable or refuses writes. So
 * every try is counted, and a counter that is closed in either is closed.
 */
export class ResilientTryCounters extends TryCounters {
  private readonly log = new Logger('SignIn');
  private unreachable = false;

  constructor(
    private readonly shared: TryCounters,
    private readonly memory: TryCounters,
  ) {
    super();
  }

  override async closedFor(counters: readonly TryCounter[]): Promise<number> {
    const own = await this.memory.closedFor(counters);
    return Math.max(own, (await this.inShared((shared) => shared.closedFor(counters))) ?? 0);
  }

  override count(counters: readonly TryCounter[]): Promise<number> {
    return this.inEither((each) => each.count(counters));
  }

  override giveBack(counters: readonly TryCounter[]): Promise<void> {
    return this.inBoth((each) => each.giveBack(counters));
  }

  override forget(counters: readonly TryCounter[]): Promise<void> {
    return this.inBoth((each) => each.forget(counters));
  }

  override take(pace: TryPace, most: number): Promise<number> {
    return this.inEither((each) => each.take(pace, most));
  }

  override putBack(pace: TryPace): Promise<void> {
    return this.inBoth((each) => each.putBack(pace));
  }

  /** In memory only where the shared store is away. */
  private async inEither(work: (counters: TryCounters) => Promise<number>): Promise<number> {
    return (await this.inShared(work)) ?? work(this.memory);
  }

  private async inBoth(work: (counters: TryCounters) => Promise<void>): Promise<void> {
    await work(this.memory);
    await this.inShared(work);
  }

  /** Undefined where the shared store is away. */
  private async inShared<T>(work: (counters: TryCounters) => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await work(this.shared);
      if (this.unreachable) this.log.log('Sign-in attempts are counted for all processes together again.');
      this.unreachable = false;
      return answer;
    } catch (error) {
      if (!this.unreachable)
        this.log.warn(
          `The shared sign-in counters are unavailable; each process counts for itself: ${(error as Error).message}`,
        );
      this.unreachable = true;
      return undefined;
    }
  }
}
