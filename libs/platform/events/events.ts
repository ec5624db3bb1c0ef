import type { Transaction } from '#platform/database';
import type { EventShape } from './domain-event.js';

/** Tells other contexts what happened. */
export abstract class Events {
  /**
   * Publishes an event of the tenant in force, when and only when the transaction commits. The
   * promise need not be awaited before the next statement.
   *
   * @param subject what it happened to; events of one subject arrive in order
   * @returns the event's id
   */
  abstract publish<E extends EventShape>(tx: Transaction, subject: string, event: E): Promise<string>;
}
