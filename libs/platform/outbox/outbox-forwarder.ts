import type { OutboxKind } from './outbox-entry.js';

/** A row of the outbox, as a forwarder gets it. */
export interface OutboxRow {
  readonly id: string;
  readonly tenantId: string;
  readonly subject: string;
  readonly payload: object;
  readonly createdAt: Date;
  /** How many tries of this row, or of an earlier row of its subject, have failed. */
  readonly tries: number;
  /** The W3C traceparent of the request that wrote the row; null outside a request. */
  readonly traceparent: string | null;
}

/** Forwards the rows of one kind. */
export interface OutboxForwarder {
  readonly kind: OutboxKind;
  /**
   * Forwards a batch, ordered by subject and time of writing, and returns the ids of the rows that are
   * finished. The other rows are offered again after 1, 4, 16 and then every 60 seconds, and later rows of
   * their subjects wait for them. A throw means that the target is unreachable: all rows of the batch are
   * offered again, those already forwarded too.
   */
  forward(rows: readonly OutboxRow[]): Promise<readonly string[]>;
}
