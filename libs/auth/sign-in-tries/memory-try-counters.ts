import { LRUCache } from 'lru-cache';
import {
  FIRST_WAIT_SECONDS,
  LONGEST_WAIT_SECONDS,
  type TryCounter,
  TryCounters,
  type TryPace,
} from './try-counters.js';

/** The most counters held; the least recently used one is dropped first. */
const MOST = 50_000;

interface Tries {
  readonly tries: number;
  /** In milliseconds, by the clock of the constructor; for a pace, when all turns that were taken are due. */
  readonly endsAt: number;
  readonly opensAt: number;
}

/** Counts in the memory of this process, with the same limits, while the shared counters cannot be written. */
export class MemoryTryCounters extends TryCounters {
  private readonly stored = new LRUCache<string, Tries>({ max: MOST });

  /** @param now a clock that is never set back, in milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {
    super();
  }

  override async closedFor(counters: readonly TryCounter[]): Promise<number> {
    return this.closed(counters);
  }

  override async count(counters: readonly TryCounter[]): Promise<number> {
    // Without an await in between, so that parallel attempts cannot exceed the limit.
    const closed = this.closed(counters);
    if (closed === 0) for (const counter of counters) this.countOne(counter);
    return closed;
  }

  override async giveBack(counters: readonly TryCounter[]): Promise<void> {
    for (const { key } of counters) {
      const held = this.held(key);
      if (held) this.store(key, { ...held, tries: Math.max(0, held.tries - 1), opensAt: 0 });
    }
  }

  override async forget(counters: readonly TryCounter[]): Promise<void> {
    for (const { key } of counters) this.stored.delete(nameOf(key));
  }

  override async take({ key, everySeconds }: TryPace, most: number): Promise<number> {
    const now = this.now();
    const due = this.held(key)?.endsAt ?? now;
    const wait = due - now - (most - 1) * everySeconds * 1000;
    if (wait > 0) return Math.ceil(wait / 1000);
    this.store(key, { tries: 0, opensAt: 0, endsAt: due + everySeconds * 1000 });
    return 0;
  }

  override async putBack({ key, everySeconds }: TryPace): Promise<void> {
    const held = this.held(key);
    if (held) this.store(key, { ...held, endsAt: held.endsAt - everySeconds * 1000 });
  }

  /** Undefined where nothing was counted, or its window has ended. */
  private held(key: Buffer): Tries | undefined {
    const held = this.stored.get(nameOf(key));
    return held && held.endsAt > this.now() ? held : undefined;
  }

  private store(key: Buffer, tries: Tries): void {
    this.stored.set(nameOf(key), tries);
  }

  private closed(counters: readonly TryCounter[]): number {
    const held = counters.flatMap(({ key }) => this.held(key) ?? []);
    const waits = held.map(({ opensAt, endsAt }) => Math.ceil((Math.min(opensAt, endsAt) - this.now()) / 1000));
    return Math.max(0, ...waits);
  }

  private countOne({ key, limit }: TryCounter): void {
    const now = this.now();
    const { tries: before, endsAt } = this.held(key) ?? { tries: 0, endsAt: now + limit.windowSeconds * 1000 };
    const tries = before + 1;
    const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** (tries - limit.free), LONGEST_WAIT_SECONDS);
    this.store(key, { tries, endsAt, opensAt: tries < limit.free ? 0 : now + wait * 1000 });
  }
}

const nameOf = (key: Buffer) => key.toString('base64url');
