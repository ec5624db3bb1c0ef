import { LRUCache } from 'lru-cache';

/**
 * Records when each tag was last invalidated, on a logical clock. An answer is valid when none of its tags
 * was invalidated after its fill started. Comparing at read time needs no index from tag to answers, and
 * also invalidates a fill that started before an invalidation and ends after it: README.md shows all their orders.
 *
 * Memory is bounded: an evicted tag raises a floor below which every answer counts as invalid.
 */
export class TagClock {
  private time = 0;
  private floor = 0;
  private readonly invalidatedAt: LRUCache<string, number>;

  /** @param maxTags how many invalidated tags are remembered one by one, 1 or more */
  constructor(maxTags: number) {
    this.invalidatedAt = new LRUCache({
      // By the size of each, which is 1: a limit of their number would reserve the memory of all of them at once.
      maxSize: maxTags,
      sizeCalculation: () => 1,
      dispose: (time, _tag, reason) => {
        if (reason === 'evict') this.floor = Math.max(this.floor, time);
      },
    });
  }

  /** The current time, to be stored with a fill that starts now. */
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
