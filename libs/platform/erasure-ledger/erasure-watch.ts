import { setTimeout as pause } from 'node:timers/promises';
import { Global, Injectable, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Problem } from '#platform/problems';
import { ErasureLedger } from './erasure-ledger.js';

/** Milliseconds between two comparisons, and between two tries while they are not possible. */
const [EVERY_MS, AGAIN_MS] = [60_000, 5000];

/**
 * Compares the ledgers while a process serves: the storage may not have been reachable at its start, and a failover to a server that
 * lags takes the database back to an older state.
 */
@Injectable()
export class ErasureWatch implements OnApplicationShutdown {
  private readonly log = new Logger('Erasures');
  private readonly ended = new AbortController();
  private waits = false;

  constructor(private readonly ledger: ErasureLedger) {}

  /** Whether it is not known whether erasures have to be done again. */
  get unknown(): boolean {
    return this.waits;
  }

  /**
   * @param compared whether the ledgers were the same a moment ago
   * @param behind called once when erasures have to be done again: the process must not serve any more
   */
  begin(compared: boolean, behind: (problem: Problem) => void): void {
    if (!compared) this.wait('the storage cannot be reached');
    void this.compare(behind);
  }

  onApplicationShutdown(): void {
    this.ended.abort();
  }

  private wait(reason: unknown): void {
    if (!this.waits) this.log.warn(`Whether erasures have to be done again is not known yet: ${reason}`);
    this.waits = true;
  }

  private async compare(behind: (problem: Problem) => void): Promise<void> {
    const { signal } = this.ended;
    while (!signal.aborted) {
      await pause(this.waits ? AGAIN_MS : EVERY_MS, undefined, { ref: false, signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        await this.ledger.requireNoneMissing();
        if (this.waits) this.log.log('No erasure has to be done again.');
        this.waits = false;
      } catch (error) {
        if (error instanceof Problem && error.code === 'erasures_to_replay') return behind(error);
        this.wait(error);
      }
    }
  }
}

/** Provides `ErasureLedger` and `ErasureWatch` to the whole application. */
@Global()
@Module({ providers: [ErasureLedger, ErasureWatch], exports: [ErasureLedger, ErasureWatch] })
export class ErasureLedgerModule {}
