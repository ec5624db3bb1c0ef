import type { OutboxRow } from '#platform/outbox';
import type { DomainEvent, EventShape } from '../domain-event.js';

/** An event on its way through the outbox. */
export interface PublishedEvent extends EventShape {
  /** RFC 3339. */
  occurredAt: string;
  /** The subscribers that its publisher knew of: a worker of an older version may not, and must leave them theirs. */
  to?: readonly string[];
  /** Set when an operator has it delivered once more: the event's own id, and the one subscriber to give it to. */
  again?: { eventId: string; subscriber: string };
}

/** The event that a row of the outbox carries. */
export function eventOf(row: OutboxRow): DomainEvent {
  const { type, version, data, occurredAt, again } = row.payload as PublishedEvent;
  const { tenantId, subject, traceparent } = row;
  const id = again?.eventId ?? row.id;
  return { id, type, version, tenantId, subject, occurredAt: new Date(occurredAt), traceparent, data };
}
