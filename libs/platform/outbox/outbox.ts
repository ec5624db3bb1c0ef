import type { Transaction } from '#platform/database';

/** The kinds of rows in the outbox: each kind has one forwarder. */
export type OutboxKind = 'event' | 'job' | 'invalidation';

/** Work that must happen once the transaction is committed, and only then. */
export interface OutboxEntry {
  /** UUIDv7. It is forwarded too, so that a receiver recognises a duplicate. */
  readonly id: string;
  readonly kind: OutboxKind;
  /**
   * Entries of one kind, tenant and subject are forwarded in the order in which they were written, provided
   * that the writers hold the lock of the subject's row.
   */
  readonly subject: string;
  /** JSON; ids rather than personal data, because rows are retained for a week. */
  readonly payload: object;
}

/**
 * Writes work to be forwarded in the same transaction as the business rows; the relay of a worker
 * forwards it after the commit, at least once. Rows belong to the current tenant.
 */
export abstract class Outbox {
  /**
   * The row is written by the commit at the latest, which fails when it is refused; the relay is woken after it. The promise
   * need not be awaited.
   */
  abstract put(tx: Transaction, entry: OutboxEntry): Promise<void>;
}
