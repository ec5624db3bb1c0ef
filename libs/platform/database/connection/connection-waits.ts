/** For how long, at least, a wait that has ended is still told, in milliseconds. */
const TOLD_FOR_MS = 1000;

/** How long callers wait for a connection of the pool. */
export class ConnectionWaits {
  /** When each wait began that goes on: the oldest first. */
  private readonly begun = new Set<{ readonly at: number }>();
  /** The longest wait that ended in this second, and in the one before. */
  private ended = { since: 0, longest: 0, before: 0 };

  /** @param clock milliseconds that only grow */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Notes how long a connection is waited for, also in vain. */
  async for<Connection>(connection: Promise<Connection>): Promise<Connection> {
    const wait = { at: this.clock() };
    this.begun.add(wait);
    try {
      return await connection;
    } finally {
      this.begun.delete(wait);
      this.turn();
      this.ended.longest = Math.max(this.ended.longest, this.clock() - wait.at);
    }
  }

  /** The longest wait that goes on, or that ended in the last second or two, in milliseconds. */
  get longestMs(): number {
    this.turn();
    const [oldest] = this.begun;
    return Math.max(oldest ? this.clock() - oldest.at : 0, this.ended.longest, this.ended.before);
  }

  private turn(): void {
    const now = this.clock();
    const past = now - this.ended.since;
    if (past < TOLD_FOR_MS) return;
    this.ended = { since: now, longest: 0, before: past < 2 * TOLD_FOR_MS ? this.ended.longest : 0 };
  }
}
