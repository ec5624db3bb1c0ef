/** Writes what a process counts in memory, again and again, one write at a time. */
export class RepeatedFlush {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private ended = false;
  private failing = false;

  /**
   * @param everyMs milliseconds between two writes: how much a kill -9 loses
   * @param flush keeps in memory what it could not write
   * @param warn called with the first failure since it succeeded last
   */
  constructor(
    private readonly everyMs: number,
    private readonly flush: () => Promise<void>,
    private readonly warn: (error: unknown) => void,
  ) {}

  begin(): void {
    if (this.ended) return;
    this.timer = setTimeout(() => void this.nowQuietly().then(() => this.begin()), this.everyMs).unref();
  }

  /** Writes all that was counted before the call, after a write that is under way. @throws what the write throws */
  now(): Promise<void> {
    const written = this.current.then(() => this.flush());
    this.current = written.catch(() => undefined);
    return written;
  }

  /** Writes a last time. */
  async end(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.nowQuietly();
  }

  private async nowQuietly(): Promise<void> {
    try {
      await this.now();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.warn(error);
      this.failing = true;
    }
  }
}
