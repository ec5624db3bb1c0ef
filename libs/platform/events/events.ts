import type { Transaction } from '#platform/database';
import type { EventShape } from './domain-event.js';

/** Publishes domain events to other contexts. */
export abstract class Events {
  /**
   * Publishes an event of the current tenant, if and only if the transaction commits. The promise need not
   * be awaited before the next statement.
   *
   * @param subject what it happened to; events of one subject arrive in order
   * @returns the event's id
   */
  abstract publish<E extends EventShape>(tx: Transaction, subject: string, event: E): Promise<string>;
}
