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
