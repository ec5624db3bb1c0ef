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
    this.timer = setTimeout(() => {
      this.current = this.flushQuietly();
      void this.current.then(() => this.begin());
    }, this.everyMs).unref();
  }

  /** Writes a last time. */
  async end(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.current;
    await this.flushQuietly();
  }

  private async flushQuietly(): Promise<void> {
    try {
      await this.flush();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.warn(error);
      this.failing = true;
    }
  }
}
