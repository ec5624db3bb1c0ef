import { LRUCache } from 'lru-cache';
import type { CacheScope } from '#platform/routes';
import { type CachedAnswer, staleLimit } from './cached-answer.js';
import { Fill } from './fill.js';
import { TagClock } from './tag-clock.js';

interface Entry {
  answer: CachedAnswer;
  tags: readonly string[];
  /** On the tag clock. */
  filledSince: number;
  /** Milliseconds since 1970; it is no older. -Infinity where that is not known. */
  readSince: number;
  /** Milliseconds on the monotonic clock. */
  freshUntil: number;
  /** Milliseconds on the monotonic clock; until then it is served stale while one caller refreshes it. */
  staleUntil: number;
  /** Milliseconds on the monotonic clock; until then it is served while the database is unavailable. */
  usableUntil: number;
}

/** What a request for a cacheable answer must do. */
export type Lookup =
  | { kind: 'hit'; answer: CachedAnswer; stale: boolean /** seconds left, negative when stale */; ttl: number }
  | { kind: 'join'; fill: Fill }
  | { kind: 'fill'; fill: Fill };

/**
 * What a request may use of the answers that are kept: `answers`, any valid one; `fallback`, one only if the handler finds
 * the database unavailable; `nothing`; or a valid one that was read since a moment, in milliseconds since 1970.
 */
export type Use = 'answers' | 'fallback' | 'nothing' | { readonly readSince: number };

/** How long an answer is fresh, in seconds, and who shares it. */
export interface Terms {
  readonly ttl: number;
  readonly scope?: CacheScope;
  readonly mediaType?: string;
}

/** The size of an entry besides its body and key, in bytes. */
const ENTRY_OVERHEAD = 2048;
const MAX_TAGS = 100_000;
/** The share of the memory for answers that were requested only once. */
const PROBATION = 1 / 4;

/**
 * Answers in memory: bounded in bytes, read synchronously.
 *
 * A new answer is on probation: it can evict only other answers on probation. With the second request it
 * moves to the answers in use. So a client that requests every valid parameter and cursor once does not
 * evict the answers that many clients request.
 */
export class MemoryTier {
  private readonly inUse: LRUCache<string, Entry>;
  private readonly onProbation: LRUCache<string, Entry>;
  private readonly fills = new Map<string, Fill>();
  private readonly tags = new TagClock(MAX_TAGS);

  /** @param most bytes */
  constructor(most: number) {
    const probation = Math.floor(most * PROBATION);
    this.onProbation = boundedIn(probation, most);
    this.inUse = boundedIn(most - probation, most);
  }

  /** Invalidates the answers with one of these tags. */
  invalidate(tags: readonly string[]): void {
    this.tags.invalidate(tags);
  }

  /** Invalidates every answer. */
  invalidateAll(): void {
    this.tags.invalidateAll();
  }

  /**
   * Finds a cached answer or a fill under way; otherwise starts a fill, which the caller must complete.
   *
   * @param key everything that the answer depends on, the tenant included
   * @param tags called only on a miss; prefixed with the tenant
   * @param now milliseconds on the monotonic clock
   */
  lookup(key: string, tags: () => readonly string[], terms: Terms, use: Use, now: number): Lookup {
    const entry = use === 'nothing' ? undefined : (this.inUse.get(key) ?? this.promoted(key));
    const since = typeof use === 'string' ? Number.NEGATIVE_INFINITY : use.readSince;
    const usable = entry !== undefined && entry.readSince >= since && this.usable(entry, now);
    if (use === 'answers' || typeof use === 'object') {
      if (usable && now < entry.freshUntil) return hit(entry, now, false);
      const running = this.fills.get(key);
      if (running && running.readSince >= since && this.tags.validSince(running.startedAt, running.tags)) {
        return usable && now < entry.staleUntil ? hit(entry, now, true) : { kind: 'join', fill: running };
      }
    }
    const fill = new Fill(key, tags(), this.tags.now(), terms, usable ? entry.answer : undefined, this);
    this.fills.set(key, fill);
    return { kind: 'fill', fill };
  }

  /** Called by a fill that has ended, with its answer or undefined. Returns whether it stored the answer. */
  settle(fill: Fill, answer: CachedAnswer | undefined, freshForMs: number): boolean {
    if (this.fills.get(fill.key) === fill) this.fills.delete(fill.key);
    if (!answer || !this.tags.validSince(fill.startedAt, fill.tags)) return false;
    const { tags, startedAt: filledSince, readSince, ttl, scope } = fill;
    const limit = staleLimit(scope);
    const freshUntil = performance.now() + freshForMs;
    const staleUntil = freshUntil + Math.min(ttl * 1000, limit);
    const tier = this.inUse.has(fill.key) ? this.inUse : this.onProbation;
    const usableUntil = freshUntil + limit;
    tier.set(fill.key, { answer, tags, filledSince, readSince, freshUntil, staleUntil, usableUntil });
    return true;
  }

  /** The current time on the tag clock. */
  now(): number {
    return this.tags.now();
  }

  get entries(): number {
    return this.inUse.size + this.onProbation.size;
  }

  get bytes(): number {
    return this.inUse.calculatedSize + this.onProbation.calculatedSize;
  }

  /** Moves an answer on probation to those in use. */
  private promoted(key: string): Entry | undefined {
    const entry = this.onProbation.get(key);
    if (entry) {
      this.onProbation.delete(key);
      this.inUse.set(key, entry);
    }
    return entry;
  }

  private usable(entry: Entry, now: number): boolean {
    return now < entry.usableUntil && this.tags.validSince(entry.filledSince, entry.tags);
  }
}

/** @param all the bytes of both tiers; one answer may take an eighth of them */
function boundedIn(bytes: number, all: number): LRUCache<string, Entry> {
  return new LRUCache({
    maxSize: bytes,
    maxEntrySize: Math.ceil(all / 8),
    sizeCalculation: ({ answer }, key) => answer.body.length + key.length * 2 + ENTRY_OVERHEAD,
  });
}

function hit(entry: Entry, now: number, stale: boolean): Lookup {
  return { kind: 'hit', answer: entry.answer, stale, ttl: Math.ceil((entry.freshUntil - now) / 1000) };
}
