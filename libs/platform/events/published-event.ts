import type { OutboxRow } from '#platform/outbox';
import type { DomainEvent, EventShape } from './domain-event.js';

/** The payload of an event's row in the outbox. */
export interface PublishedEvent extends EventShape {
  /** RFC 3339. */
  occurredAt: string;
  /** The subscribers that the publisher knew: a worker of an older version that lacks one must leave the event to a newer worker. */
  to?: readonly string[];
  /** Set when an operator retries a dead letter: the id of the event, and the only subscriber to deliver it to. */
  again?: { eventId: string; subscriber: string };
}

/** The event that a row of the outbox carries. */
export function eventOf(row: OutboxRow): DomainEvent {
  const { type, version, data, occurredAt, again } = row.payload as PublishedEvent;
  const { tenantId, subject, traceparent } = row;
  const id = again?.eventId ?? row.id;
  return { id, type, version, tenantId, subject, occurredAt: new Date(occurredAt), traceparent, data };
}
