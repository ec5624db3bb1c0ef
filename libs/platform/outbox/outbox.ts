import type { Transaction } from '#platform/database';

/** What a row of the outbox is for: each kind has one forwarder. */
export type OutboxKind = 'event' | 'job' | 'invalidation';

/** Something that must happen once the transaction is committed, and only then. */
export interface OutboxEntry {
  /** UUIDv7. What is forwarded carries it, so that whoever gets it twice can tell. */
  readonly id: string;
  readonly kind: OutboxKind;
  /**
   * What keeps its order: entries of one kind, tenant and subject are forwarded as they were written,
   * by writers who hold the lock of the subject's row.
   */
  readonly subject: string;
  /** JSON, ids rather than personal data: it is kept for a week. */
  readonly payload: object;
}

/**
 * Writes what is to be forwarded into the same transaction as the business rows; the relay of a
 * worker forwards it after the commit, at least once. Rows belong to the tenant in force.
 */
export abstract class Outbox {
  /** The relay is woken after the commit; the promise need not be awaited before the next statement. */
  abstract put(tx: Transaction, entry: OutboxEntry): Promise<void>;
}
