import type { Transaction } from '#platform/database';

/** Invalidates cached answers. The only part of the cache that contexts use. */
export abstract class CacheInvalidation {
  /**
   * Invalidates every answer of this tenant that has one of these tags, once the transaction is committed:
   * in this process before the commit is acknowledged, so that no later read here is older than the write;
   * in other processes when they receive the notification. If the process dies after the commit, a worker
   * carries the invalidation out from the outbox.
   *
   * @param tx a transaction in the scope of this tenant; the promise need not be awaited before the next statement
   * @param tags at most 100 bytes each
   */
  abstract within(tx: Transaction, tenantId: string, tags: readonly string[]): Promise<void>;
}
