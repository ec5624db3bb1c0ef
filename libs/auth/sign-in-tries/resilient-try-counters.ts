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
    return Math.max(
      own,
      await this.sharedOr(
        () => this.shared.closedFor(counters),
        () => 0,
      ),
    );
  }

  override count(counters: readonly TryCounter[]): Promise<number> {
    return this.sharedOr(
      () => this.shared.count(counters),
      () => this.memory.count(counters),
    );
  }

  override async giveBack(counters: readonly TryCounter[]): Promise<void> {
    await this.memory.giveBack(counters);
    await this.sharedOr(
      () => this.shared.giveBack(counters),
      () => undefined,
    );
  }

  override async forget(counters: readonly TryCounter[]): Promise<void> {
    await this.memory.forget(counters);
    await this.sharedOr(
      () => this.shared.forget(counters),
      () => undefined,
    );
  }

  override take(pace: TryPace, most: number): Promise<number> {
    return this.sharedOr(
      () => this.shared.take(pace, most),
      () => this.memory.take(pace, most),
    );
  }

  override async putBack(pace: TryPace): Promise<void> {
    await this.memory.putBack(pace);
    await this.sharedOr(
      () => this.shared.putBack(pace),
      () => undefined,
    );
  }

  private async sharedOr<T>(ask: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      if (this.unreachable) this.log.log('Sign-in attempts are counted for all processes together again.');
      this.unreachable = false;
      return answer;
    } catch (error) {
      if (!this.unreachable)
        this.log.warn(
          `The shared sign-in counters are unavailable; each process counts for itself: ${(error as Error).message}`,
        );
      this.unreachable = true;
      return otherwise();
    }
  }
}
