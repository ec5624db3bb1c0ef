/**
 * Records when each tag was last invalidated, on a logical clock. An answer is valid when none of its tags
 * was invalidated after its fill started. Comparing at read time needs no index from tag to answers, and
 * also invalidates a fill that started before an invalidation and ends after it.
 *
 * Memory is bounded: an evicted tag raises a floor below which every answer counts as invalid.
 */
export class TagClock {
  private time = 0;
  private floor = 0;
  /** The tags in the order of their last invalidation. A map, since an LRUCache takes the memory of all its entries at once. */
  private readonly invalidatedAt = new Map<string, number>();

  /** @param maxTags how many invalidated tags are remembered one by one, 1 or more */
  constructor(private readonly maxTags: number) {}

  /** The current time, to be stored with a fill that starts now. */
  now(): number {
    return this.time;
  }

  invalidate(tags: readonly string[]): void {
    this.time += 1;
    for (const tag of tags) {
      this.invalidatedAt.delete(tag);
      this.invalidatedAt.set(tag, this.time);
    }
    for (const [tag, time] of this.invalidatedAt) {
      if (this.invalidatedAt.size <= this.maxTags) break;
      this.invalidatedAt.delete(tag);
      this.floor = Math.max(this.floor, time);
    }
  }

  invalidateAll(): void {
    this.time += 1;
    this.floor = this.time;
  }

  /** Whether none of the tags was invalidated after `since`. */
  validSince(since: number, tags: readonly string[]): boolean {
    if (this.floor > since) return false;
    for (const tag of tags) {
      if ((this.invalidatedAt.get(tag) ?? 0) > since) return false;
    }
    return true;
  }
}
