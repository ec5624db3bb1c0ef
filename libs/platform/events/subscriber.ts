import type { Transaction } from '#platform/database';
import type { DomainEvent, EventShape } from './domain-event.js';

/**
 * Handles the events of one type, each once: what it writes through `tx` is committed together with
 * the note that the event was handled. A throw, or 30 seconds without an end, rolls both back, and
 * the event comes again; after its tries it is set aside and shown by `palier events`.
 */
export interface Subscriber<E extends EventShape = EventShape> {
  /** @param tx scoped to the event's tenant */
  handle(event: DomainEvent<E>, tx: Transaction): Promise<void>;
}
