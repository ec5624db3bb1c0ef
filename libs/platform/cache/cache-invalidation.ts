import type { Transaction } from '#platform/database';

/** Makes kept answers void. The only side of the cache that contexts see. */
export abstract class CacheInvalidation {
  /**
   * Makes every answer of this tenant that carries one of these tags void once the transaction is
   * committed: in this process before its caller hears of it, so that no read is older than an
   * acknowledged write; in the others as soon as they hear of it. A process that dies after the
   * commit loses none: the outbox has it, and a worker carries it out.
   *
   * @param tx of this tenant's scope; the promise need not be awaited before the next statement
   * @param tags 100 bytes each at most
   */
  abstract within(tx: Transaction, tenantId: string, tags: readonly string[]): Promise<void>;
}
