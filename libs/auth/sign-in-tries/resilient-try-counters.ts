import { Logger } from '@nestjs/common';
import { type TryCounter, TryCounters, type TryPace } from './try-counters.js';

/**
 * Counts in what all processes share, and in this one's memory while that cannot be asked or refuses
 * writes: no try goes uncounted, and what is closed in either is closed.
 */
export class ResilientTryCounters extends TryCounters {
  private readonly log = new Logger('SignIn');
  private away = false;

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
      await this.asked(
        () => this.shared.closedFor(counters),
        () => 0,
      ),
    );
  }

  override count(counters: readonly TryCounter[]): Promise<number> {
    return this.asked(
      () => this.shared.count(counters),
      () => this.memory.count(counters),
    );
  }

  override async giveBack(counters: readonly TryCounter[]): Promise<void> {
    await this.memory.giveBack(counters);
    await this.asked(
      () => this.shared.giveBack(counters),
      () => undefined,
    );
  }

  override async forget(counters: readonly TryCounter[]): Promise<void> {
    await this.memory.forget(counters);
    await this.asked(
      () => this.shared.forget(counters),
      () => undefined,
    );
  }

  override take(pace: TryPace, most: number): Promise<number> {
    return this.asked(
      () => this.shared.take(pace, most),
      () => this.memory.take(pace, most),
    );
  }

  override async putBack(pace: TryPace): Promise<void> {
    await this.memory.putBack(pace);
    await this.asked(
      () => this.shared.putBack(pace),
      () => undefined,
    );
  }

  private async asked<T>(ask: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      if (this.away) this.log.log('Tries to sign in are counted for all processes together again.');
      this.away = false;
      return answer;
    } catch (error) {
      if (!this.away)
        this.log.warn(`Tries to sign in are counted in this process alone for now: ${(error as Error).message}`);
      this.away = true;
      return otherwise();
    }
  }
}
