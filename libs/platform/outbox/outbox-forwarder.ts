import type { OutboxKind } from './outbox.js';

/** A row of the outbox on its way out. */
export interface OutboxRow {
  readonly id: string;
  readonly tenantId: string;
  readonly subject: string;
  readonly payload: object;
  readonly createdAt: Date;
  /** How often it, or a row of its subject before it, was offered in vain. */
  readonly tries: number;
  /** Of the request that wrote it, in W3C form, where there was one. */
  readonly traceparent: string | null;
}

/** Takes the rows of one kind out of the deployment's outbox. */
export interface OutboxForwarder {
  readonly kind: OutboxKind;
  /**
   * Forwards what it can of a batch, given in order of subject and writing, and returns the ids of
   * what is done for good. The rest is offered again after 1, 4, 16 and then each 60 seconds, later
   * rows of its subjects not before it. A throw says that nobody can be reached: all rows come again,
   * those already forwarded too.
   */
  forward(rows: readonly OutboxRow[]): Promise<readonly string[]>;
}
