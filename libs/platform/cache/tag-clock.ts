import { LRUCache } from 'lru-cache';

/**
 * Knows when each tag was last invalidated, on a logical clock. An answer is valid when none of its
 * tags was invalidated after its fill began; comparing at read time spares an index from tag to
 * answers, and also voids a fill that began before an invalidation and ends after it.
 *
 * Memory is bounded: a forgotten tag raises a floor below which every answer counts as void.
 */
export class TagClock {
  private time = 0;
  private floor = 0;
  private readonly invalidatedAt: LRUCache<string, number>;

  /** @param maxTags how many invalidated tags are remembered one by one, 1 or more */
  constructor(maxTags: number) {
    this.invalidatedAt = new LRUCache({
      max: maxTags,
      dispose: (time, _tag, reason) => {
        if (reason === 'evict') this.floor = Math.max(this.floor, time);
      },
    });
  }

  /** The present, to be kept with a fill that begins now. */
  now(): number {
    return this.time;
  }

  invalidate(tags: readonly string[]): void {
    this.time += 1;
    for (const tag of tags) this.invalidatedAt.set(tag, this.time);
  }

  invalidateAll(): void {
    this.time += 1;
    this.floor = this.time;
  }

  /** Whether none of the tags was invalidated after `since`. */
  validSince(since: number, tags: readonly string[]): boolean {
    if (this.floor > since) return false;
    for (const tag of tags) {
      // peek: reading must not keep a tag young, or the floor would rise for busier writers.
      if ((this.invalidatedAt.peek(tag) ?? 0) > since) return false;
    }
    return true;
  }
}
