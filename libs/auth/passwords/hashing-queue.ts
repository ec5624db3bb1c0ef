import { passwordsProblems } from './passwords.errors.js';

/** What a hash takes until one was measured, in milliseconds. */
const assumedMs = 50;

/** How much the latest hash moves the mean. */
const weight = 0.1;

/** Lets so many hashes run at once and so many wait, in the order in which they came. */
export class HashingQueue {
  private running = 0;
  private readonly waiters: (() => void)[] = [];
  private meanMs = assumedMs;

  /**
   * @param threads how many run at once
   * @param length how many more may wait
   */
  constructor(
    private readonly threads: number,
    private readonly length: number,
  ) {}

  /** How many wait. */
  get waiting(): number {
    return this.waiters.length;
  }

  /** @throws Problem `sign_in_busy` (503) when the queue is full; Retry-After is when it will be empty */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.threads) await this.wait();
    else this.running += 1;
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.meanMs += weight * (performance.now() - startedAt - this.meanMs);
      const next = this.waiters.shift();
      // Who comes next takes over this place, so that nobody overtakes the queue.
      if (next) next();
      else this.running -= 1;
    }
  }

  private wait(): Promise<void> {
    if (this.waiters.length >= this.length) throw this.busy();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  private busy() {
    const before = this.waiters.length + this.running;
    const seconds = Math.max(1, Math.ceil((before * this.meanMs) / this.threads / 1000));
    return passwordsProblems.sign_in_busy({ seconds }, { headers: { 'retry-after': String(seconds) } });
  }
}
