import type { IncomingMessage } from 'node:http';
import type { CacheScope } from '#platform/routes';
import type { CachedAnswer } from './cached-answer.js';

/** Receives the result of a fill. */
interface FillOwner {
  /** Returns whether the answer was stored. */
  settle(fill: Fill, answer: CachedAnswer | undefined, freshForMs: number): boolean;
  now(): number;
}

/**
 * One answer being made. Concurrent requests for the same answer wait for it, so that the handler runs once. README.md shows
 * what becomes of it where a write comes between its steps.
 */
export class Fill {
  /** Seconds. */
  readonly ttl: number;
  readonly scope: CacheScope;
  /** Of a text; undefined where the answer is JSON. */
  readonly mediaType: string | undefined;
  /** Whether it has ended with an answer that was still valid then. */
  stored = false;
  private waiting: PromiseWithResolvers<CachedAnswer | undefined> | undefined;
  private settled = false;
  private handledSince = Number.NEGATIVE_INFINITY;

  constructor(
    readonly key: string,
    readonly tags: readonly string[],
    /** The count of the tag clock before anything was read for it: an invalidation since then makes the answer invalid. */
    readonly startedAt: number,
    private readonly terms: { readonly ttl: number; readonly scope?: CacheScope; readonly mediaType?: string },
    /** A stale copy that may be sent if the fill fails because the database is unavailable; the shared tier may replace it. */
    public stale: CachedAnswer | undefined,
    private readonly owner: FillOwner,
  ) {
    this.ttl = terms.ttl;
    this.scope = terms.scope ?? 'public';
    this.mediaType = terms.mediaType;
  }

  /**
   * The answer, or undefined when the fill made none or has ended before: each waiting request then makes its own.
   *
   * An ended fill holds no answer: the tables that V8 leaves behind a Map keep fills until the whole heap is collected.
   */
  get answer(): Promise<CachedAnswer | undefined> {
    if (this.settled) return Promise.resolve(undefined);
    this.waiting ??= Promise.withResolvers();
    return this.waiting.promise;
  }

  /** When its handler began to read, in milliseconds since 1970: the answer is no older. Until then -Infinity. */
  get readSince(): number {
    return this.handledSince;
  }

  /**
   * Called when a handler, and not the shared tier, makes the answer.
   *
   * @param now by the clock of the positions of clients
   */
  handle(now: number): void {
    this.handledSince = now;
  }

  /** A new fill of the same answer, started now, for a request that waited for this one in vain. No other request joins it. */
  again(): Fill {
    return new Fill(this.key, this.tags, this.owner.now(), this.terms, this.stale, this.owner);
  }

  /** @param freshForMs less than `ttl` when another process made the answer earlier */
  complete(answer: CachedAnswer, freshForMs = this.ttl * 1000): void {
    this.settle(answer, freshForMs);
  }

  /** Ends a fill without an answer to cache: a refusal, an error, a lost connection. Does nothing after `complete`. */
  abandon(): void {
    this.settle(undefined, 0);
  }

  private settle(answer: CachedAnswer | undefined, freshForMs: number): void {
    if (this.settled) return;
    this.settled = true;
    this.stored = this.owner.settle(this, answer, freshForMs);
    this.waiting?.resolve(answer);
    this.waiting = undefined;
  }
}

// A property, not a WeakMap: V8 frees what a WeakMap refers to only with the whole heap, and under load these are 8 KB each.
const FILL = Symbol('fill');
type Filling = IncomingMessage & { [FILL]?: Fill };

/** Attaches a fill to a raw request, for the interceptor to complete. */
export function assignFill(raw: Filling, fill: Fill): void {
  raw[FILL] = fill;
}

/** The fill that this request must complete, if any. */
export function fillOf(raw: Filling): Fill | undefined {
  return raw[FILL];
}
