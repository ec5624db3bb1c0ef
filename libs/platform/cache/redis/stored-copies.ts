/** What Redis needs for an entry besides its key and value, in bytes. */
const ENTRY_OVERHEAD = 256;
/** The share of the bytes for answers that this process has made only once. */
const PROBATION = 1 / 4;

interface Copy {
  readonly bytes: number;
  /** Milliseconds since 1970, when Redis drops it. */
  readonly until: number;
}

/**
 * The copies that this process has stored in Redis for longer than they are fresh, bounded in bytes: the Redis may be one
 * that must not evict, and a client that requests every valid parameter must not fill it for a day.
 */
export class StoredCopies {
  /** Those that expire first are first, because all are stored for about the same time. */
  private readonly copies = new Map<string, Copy>();
  private bytes = 0;

  /** @param most bytes of all copies; answers that were made once share a quarter of it */
  constructor(private readonly most: number) {}

  /**
   * Counts a copy, if there is room for it.
   *
   * @param seen whether this process knows that the answer was requested before
   * @param ttl milliseconds
   * @returns whether it may be stored
   */
  admit(key: string, value: string, seen: boolean, ttl: number, now = Date.now()): boolean {
    this.forgetExpired(now);
    const most = seen || this.copies.has(key) ? this.most : this.most * PROBATION;
    this.forget(key);
    const bytes = key.length + value.length + ENTRY_OVERHEAD;
    if (this.bytes + bytes > most) return false;
    this.copies.set(key, { bytes, until: now + ttl });
    this.bytes += bytes;
    return true;
  }

  private forgetExpired(now: number): void {
    for (const [key, { until }] of this.copies) {
      if (until > now) return;
      this.forget(key);
    }
  }

  private forget(key: string): void {
    this.bytes -= this.copies.get(key)?.bytes ?? 0;
    this.copies.delete(key);
  }
}
