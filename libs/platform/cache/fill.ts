import type { CachedAnswer } from './cached-answer.js';

/** Where a fill delivers what it made. */
interface FillOwner {
  settle(fill: Fill, answer: CachedAnswer | undefined, freshForMs: number): void;
  now(): number;
}

/** One answer being made; those who ask for the same wait for it, so that concurrent misses run once. */
export class Fill {
  /** The answer, or undefined when none came: those who wait then make their own. */
  readonly answer: Promise<CachedAnswer | undefined>;
  private resolve!: (answer: CachedAnswer | undefined) => void;
  private settled = false;

  constructor(
    readonly key: string,
    readonly tags: readonly string[],
    /** On the tag clock. */
    readonly startedAt: number,
    /** Seconds. */
    readonly ttl: number,
    /** A copy past its freshness that may be sent should this fill fail for want of the database. */
    readonly stale: CachedAnswer | undefined,
    private readonly owner: FillOwner,
  ) {
    this.answer = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  /** The same once more, beginning now, for one who waited for this one in vain. Nobody joins it. */
  again(): Fill {
    return new Fill(this.key, this.tags, this.owner.now(), this.ttl, this.stale, this.owner);
  }

  /** @param freshForMs less than `ttl` where the answer was made a while ago */
  complete(answer: CachedAnswer, freshForMs = this.ttl * 1000): void {
    this.settle(answer, freshForMs);
  }

  /** Ends a fill that made nothing to keep: a refusal, an error, a lost client. Harmless after `complete`. */
  abandon(): void {
    this.settle(undefined, 0);
  }

  private settle(answer: CachedAnswer | undefined, freshForMs: number): void {
    if (this.settled) return;
    this.settled = true;
    this.owner.settle(this, answer, freshForMs);
    this.resolve(answer);
  }
}
