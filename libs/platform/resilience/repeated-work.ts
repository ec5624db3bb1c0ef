/**
 * Runs work again and again, such as a read by which a process follows the database. A failure does not end that. A provider of Nest
 * that extends it begins with its module, and ends with it.
 */
export class RepeatedWork {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private ended = false;
  private failing = false;

  /**
   * @param everyMs milliseconds from the end of one run to the next
   * @param warn called with the first failure since it succeeded last
   */
  constructor(
    private readonly everyMs: number,
    private readonly work: () => Promise<void>,
    private readonly warn: (error: unknown) => void,
  ) {}

  /** Runs it now, and again from then on. Resolves after the first run, also where that failed. */
  async begin(): Promise<void> {
    await this.now();
    this.beginLater();
  }

  /** Runs it for the first time after so many milliseconds, and again from then on. */
  beginLater(afterMs = this.everyMs): void {
    if (this.ended) return;
    this.timer = setTimeout(() => void this.begin(), afterMs).unref();
  }

  /** Runs it at once, as after a notification. Never rejects. */
  now(): Promise<void> {
    this.current = this.attempt();
    return this.current;
  }

  /** Resolves when no run is under way, and none follows. */
  async end(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.current;
  }

  onModuleInit(): Promise<void> {
    return this.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.end();
  }

  private async attempt(): Promise<void> {
    try {
      await this.work();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.warn(error);
      this.failing = true;
    }
  }
}
