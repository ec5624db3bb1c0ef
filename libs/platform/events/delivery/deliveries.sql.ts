import { statement } from '#platform/database';

/** Marks an event as handled by a subscriber; no row when it already was. */
export const noteHandled = statement<{ eventId: string }, [tenantId: string, eventId: string, subscriber: string]>(
  'events.inbox.note',
)`
  insert into platform.inbox (tenant_id, event_id, subscriber) values ($1, $2, $3)
    on conflict do nothing returning event_id as "eventId"`;

/** Inserts a dead letter; one that exists is left unchanged. */
export const insertDeadLetter = statement<
  object,
  [
    tenantId: string,
    id: string,
    eventId: string,
    subscriber: string,
    type: string,
    version: number,
    subject: string,
    data: string,
    occurredAt: Date,
    tries: number,
    errorCode: string,
    errorMessage: string,
  ]
>('events.dead-letters.insert')`
  insert into platform.dead_letters (tenant_id, id, event_id, subscriber, type, version, subject, data,
      occurred_at, tries, error_code, error_message)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`;
