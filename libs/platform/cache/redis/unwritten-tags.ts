/** A tag of every answer, used when there are too many tags to list. */
export const EVERY_ANSWER = '*';

const MOST = 10_000;

/**
 * The tags that were invalidated and whose new version Redis may not have yet: until it has, no shared answer with one of them
 * may be used. Bounded: beyond 10,000 tags every answer counts as invalidated.
 *
 * A tag stays here until the _last_ invalidation that added it is removed: Redis may have the version of an earlier one, with
 * which another process has stored what it read in between.
 */
export class UnwrittenTags {
  /** By tag, the id of the last invalidation that added it. */
  private readonly lastOf = new Map<string, string>();

  get size(): number {
    return this.lastOf.size;
  }

  /** @param id of the invalidation, by which `remove` distinguishes it from a later one of the same tags */
  add(id: string, tags: readonly string[]): void {
    if (this.lastOf.size + tags.length > MOST) {
      this.lastOf.clear();
      this.lastOf.set(EVERY_ANSWER, id);
      return;
    }
    for (const tag of tags) this.lastOf.set(tag, id);
  }

  /** Redis has new versions of these tags, which were made after the invalidation. */
  remove(id: string, tags: readonly string[]): void {
    for (const tag of tags) if (this.lastOf.get(tag) === id) this.lastOf.delete(tag);
  }

  /** The tags, each with the id of its last invalidation. */
  list(): readonly { id: string; tag: string }[] {
    return [...this.lastOf].map(([tag, id]) => ({ id, tag }));
  }

  /** Whether it has none of these tags. */
  hasNone(tags: readonly string[]): boolean {
    if (this.lastOf.size === 0) return true;
    return !this.lastOf.has(EVERY_ANSWER) && !tags.some((tag) => this.lastOf.has(tag));
  }
}
