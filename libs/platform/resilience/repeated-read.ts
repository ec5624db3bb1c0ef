/** Reads again and again what a process has in memory, so that it follows the database. A failure leaves what was read before. */
export class RepeatedRead {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private ended = false;
  private failing = false;

  /**
   * @param everyMs milliseconds from the end of a read to the next one
   * @param warn called with the first failure since it succeeded last
   */
  constructor(
    private readonly everyMs: number,
    private readonly read: () => Promise<void>,
    private readonly warn: (error: unknown) => void,
  ) {}

  /** Resolves after the first read, also where that failed. */
  async begin(): Promise<void> {
    await this.now();
    this.readLater();
  }

  /** Reads at once, as after a notification. Never rejects. */
  now(): Promise<void> {
    this.current = this.attempt();
    return this.current;
  }

  /** Resolves when no read is under way, and none follows. */
  async end(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.current;
  }

  private readLater(): void {
    if (this.ended) return;
    this.timer = setTimeout(() => void this.now().then(() => this.readLater()), this.everyMs).unref();
  }

  private async attempt(): Promise<void> {
    try {
      await this.read();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.warn(error);
      this.failing = true;
    }
  }
}
