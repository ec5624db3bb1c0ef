import { RepeatedWork } from './repeated-work.js';

/** Writes what a process counts in memory, again and again, one write at a time. */
export class RepeatedFlush {
  private readonly repeated: RepeatedWork;
  private current: Promise<void> = Promise.resolve();

  /**
   * @param everyMs milliseconds between two writes: how much a kill -9 loses
   * @param flush keeps in memory what it could not write
   * @param warn called with the first failure since it succeeded last
   */
  constructor(
    everyMs: number,
    private readonly flush: () => Promise<void>,
    warn: (error: unknown) => void,
  ) {
    this.repeated = new RepeatedWork(everyMs, () => this.now(), warn);
  }

  /** @param afterMs milliseconds until the first write */
  begin(afterMs?: number): void {
    this.repeated.beginLater(afterMs);
  }

  /** Writes all that was counted before the call, after a write that is under way. @throws what the write throws */
  now(): Promise<void> {
    const written = this.current.then(() => this.flush());
    this.current = written.catch(() => undefined);
    return written;
  }

  /** Writes a last time. */
  async end(): Promise<void> {
    await this.repeated.end();
    await this.repeated.now();
  }
}
