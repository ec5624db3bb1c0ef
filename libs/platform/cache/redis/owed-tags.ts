/** A tag of every answer, used when there are too many tags to list. */
export const EVERY_ANSWER = '*';

const MOST = 10_000;

/**
 * Tags whose invalidation could not be written to the shared tier yet: until it is, no shared answer with
 * one of them may be used. Bounded: beyond 10,000 tags all answers count as invalid.
 */
export class OwedTags {
  /** By tag, the id of the last invalidation that owes it. */
  private readonly owed = new Map<string, string>();

  get size(): number {
    return this.owed.size;
  }

  /** @param id the invalidation, by which `settle` distinguishes it from a later one of the same tags */
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

  /** The owed tags, each with the id of its invalidation. */
  list(): readonly { id: string; tag: string }[] {
    return [...this.owed].map(([tag, id]) => ({ id, tag }));
  }

  /** Whether none of these tags is owed. */
  allow(tags: readonly string[]): boolean {
    if (this.owed.size === 0) return true;
    return !this.owed.has(EVERY_ANSWER) && !tags.some((tag) => this.owed.has(tag));
  }
}
