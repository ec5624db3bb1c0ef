import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Settings } from '#platform/config';
import { gauge } from '#platform/telemetry';
import { type CachedAnswer, STALE_LIMIT } from './cached-answer.js';
import { Fill } from './fill.js';
import { TagClock } from './tag-clock.js';

interface Entry {
  answer: CachedAnswer;
  tags: readonly string[];
  /** On the tag clock. */
  filledSince: number;
  /** Milliseconds on the monotonic clock. */
  freshUntil: number;
  /** Milliseconds on the monotonic clock; until then it is served stale while one caller refreshes it. */
  staleUntil: number;
}

/** What a request for a cacheable answer must do. */
export type Lookup =
  | { kind: 'hit'; answer: CachedAnswer; stale: boolean /** seconds left, negative when stale */; ttl: number }
  | { kind: 'join'; fill: Fill }
  | { kind: 'fill'; fill: Fill };

/** The size of an entry besides its body and key, in bytes. */
const ENTRY_OVERHEAD = 2048;
const MAX_TAGS = 100_000;
/** The share of the memory for answers that were requested only once. */
const PROBATION = 1 / 4;

/**
 * The memory tier of the response cache: bounded in bytes, read synchronously.
 *
 * A new answer is on probation: it can evict only other answers on probation. With the second request it
 * moves to the answers in use. So a client that requests every valid parameter and cursor once does not
 * evict the answers that many clients request.
 */
@Injectable()
export class ResponseCache {
  private readonly inUse: LRUCache<string, Entry>;
  private readonly onProbation: LRUCache<string, Entry>;
  private readonly fills = new Map<string, Fill>();
  private readonly tags = new TagClock(MAX_TAGS);

  constructor({ cacheMemoryBytes }: Settings) {
    const probation = Math.floor(cacheMemoryBytes * PROBATION);
    this.onProbation = boundedIn(probation, cacheMemoryBytes);
    this.inUse = boundedIn(cacheMemoryBytes - probation, cacheMemoryBytes);
    gauge('palier_cache_bytes', 'Bytes of cached answers', () => this.size().bytes);
    gauge('palier_cache_entries', 'Cached answers', () => this.size().entries);
  }

  /** Invalidates the answers of a tenant with one of these tags, in this process. */
  invalidate(tenantId: string, tags: readonly string[]): void {
    this.tags.invalidate(tags.map((tag) => `${tenantId} ${tag}`));
  }

  /**
   * Finds a cached answer or a fill under way; otherwise starts a fill, which the caller must complete.
   *
   * @param key everything that the answer depends on, the tenant included
   * @param tags called only on a miss; prefixed with the tenant
   * @param ttl freshness of a new answer, in seconds
   * @param now milliseconds on the monotonic clock, if the caller has just read it
   */
  lookup(key: string, tags: () => readonly string[], ttl: number, now = performance.now()): Lookup {
    const entry = this.inUse.get(key) ?? this.promoted(key);
    const usable = entry !== undefined && this.usable(entry, now);
    if (usable && now < entry.freshUntil) return hit(entry, now, false);
    const running = this.fills.get(key);
    if (running && this.tags.validSince(running.startedAt, running.tags)) {
      return usable && now < entry.staleUntil ? hit(entry, now, true) : { kind: 'join', fill: running };
    }
    const fill = new Fill(key, tags(), this.tags.now(), ttl, usable ? entry.answer : undefined, this);
    this.fills.set(key, fill);
    return { kind: 'fill', fill };
  }

  /** Called by a fill that has ended, with its answer or undefined. */
  settle(fill: Fill, answer: CachedAnswer | undefined, freshForMs: number): void {
    if (this.fills.get(fill.key) === fill) this.fills.delete(fill.key);
    if (!answer || !this.tags.validSince(fill.startedAt, fill.tags)) return;
    const { tags, startedAt: filledSince, ttl } = fill;
    const freshUntil = performance.now() + freshForMs;
    const tier = this.inUse.has(fill.key) ? this.inUse : this.onProbation;
    tier.set(fill.key, { answer, tags, filledSince, freshUntil, staleUntil: freshUntil + ttl * 1000 });
  }

  /** Invalidates every answer of this process. */
  invalidateAll(): void {
    this.tags.invalidateAll();
  }

  /** The current time on the tag clock. */
  now(): number {
    return this.tags.now();
  }

  /** The number of entries and their bytes. */
  size(): { entries: number; bytes: number } {
    const { inUse, onProbation } = this;
    return {
      entries: inUse.size + onProbation.size,
      bytes: inUse.calculatedSize + onProbation.calculatedSize,
    };
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
    return now < entry.freshUntil + STALE_LIMIT && this.tags.validSince(entry.filledSince, entry.tags);
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
