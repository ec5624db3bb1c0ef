const EVERY_MS = 1000;

interface Pending<What> {
  readonly what: What;
  readonly at: number;
}

/**
 * Writes that perhaps only the primary has. Each is repeated until a replica has it too, since a replica that is
 * promoted meanwhile would not have it.
 */
export class UnreplicatedWrites<What> {
  private pending: Pending<What>[] = [];
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param pendingMs milliseconds after which a write no longer matters, and is dropped
   * @param write repeats the write; resolves with whether a replica has it
   */
  constructor(
    private readonly pendingMs: number,
    private readonly write: (what: What) => Promise<boolean>,
  ) {}

  /** Whether any write is pending, which means that no replica answered lately. */
  get any(): boolean {
    return this.pending.length > 0;
  }

  add(what: What): void {
    this.pending.push({ what, at: Date.now() });
    this.later();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private later(): void {
    this.timer ??= setTimeout(() => void this.again(), EVERY_MS).unref();
  }

  private async again(): Promise<void> {
    const since = Date.now() - this.pendingMs;
    this.pending = this.pending.filter(({ at }) => at > since);
    let first = this.pending[0];
    // One at a time: while there is no replica, the first failure is enough.
    while (first && (await this.write(first.what).catch(() => false))) {
      this.pending.shift();
      first = this.pending[0];
    }
    this.timer = undefined;
    if (first) this.later();
  }
}
