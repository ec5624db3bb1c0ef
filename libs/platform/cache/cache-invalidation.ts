/** Makes kept answers void. The only side of the cache that contexts see. */
export abstract class CacheInvalidation {
  /**
   * Makes every answer of this tenant that carries one of these tags void: in this process at once,
   * in the others on the same database as soon as they hear of it. Give it to `tx.afterCommit`,
   * so that no read is older than an acknowledged write. Never rejects.
   */
  abstract invalidate(tenantId: string, tags: readonly string[]): Promise<void>;
}
