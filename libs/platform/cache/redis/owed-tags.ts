/** Every answer carries it, for when there are too many tags to name. */
export const EVERY_ANSWER = '*';

const MOST = 10_000;

/**
 * Tags that were invalidated here while the shared tier could not be told: until it is, nothing
 * that is shared under them may be believed. Bounded: too many count as all.
 */
export class OwedTags {
  /** By tag, the last invalidation that owes it. */
  private readonly owed = new Map<string, string>();

  get size(): number {
    return this.owed.size;
  }

  /** @param id the invalidation, so that `settle` can tell it from a later one of the same tags */
  owe(id: string, tags: readonly string[]): void {
    if (this.owed.size + tags.length > MOST) {
      this.owed.clear();
      this.owed.set(EVERY_ANSWER, id);
      return;
    }
    for (const tag of tags) this.owed.set(tag, id);
  }

  settle(id: string, tags: readonly string[]): void {
    for (const tag of tags) if (this.owed.get(tag) === id) this.owed.delete(tag);
  }

  /** What is owed now, as id and tag. */
  list(): readonly { id: string; tag: string }[] {
    return [...this.owed].map(([tag, id]) => ({ id, tag }));
  }

  /** Whether none of these tags is owed. */
  allow(tags: readonly string[]): boolean {
    if (this.owed.size === 0) return true;
    return !this.owed.has(EVERY_ANSWER) && !tags.some((tag) => this.owed.has(tag));
  }
}
