import type { Transaction } from '#platform/database';
import type { DomainEvent, EventShape } from './domain-event.js';

/**
 * Handles the events of one type, each once: what it writes through `tx` is committed together with the
 * inbox row that marks the event as handled. A throw or a timeout (30 seconds) rolls both back, and the
 * event is tried again; after five tries it becomes a dead letter, shown by `palier events`.
 */
export interface Subscriber<E extends EventShape = EventShape> {
  /** @param tx scoped to the event's tenant */
  handle(event: DomainEvent<E>, tx: Transaction): Promise<void>;
}
