import type { DeadLetterDto } from '#platform/events';
import { columns } from './output.js';

const headings = ['ID', 'SINCE', 'TYPE', 'SUBSCRIBER', 'ERROR'];
const rows: Record<Exclude<keyof DeadLetterDto, 'error' | 'version'> | 'error', string> = {
  id: 'id',
  eventId: 'event',
  type: 'type',
  tenantId: 'tenant',
  subject: 'subject',
  subscriber: 'subscriber',
  tries: 'tries',
  error: 'error',
  occurredAt: 'occurred',
  createdAt: 'dead letter since',
};

/** One line per dead letter. */
export function eventsTable(events: readonly DeadLetterDto[]): string {
  const lines = events.map(({ id, createdAt, type, version, subscriber, error }) => [
    id,
    createdAt.toISOString(),
    `${type} v${version}`,
    subscriber,
    error.code,
  ]);
  return columns([headings, ...lines]);
}

/** Everything about one dead letter, one field per line. */
export function eventText(event: DeadLetterDto): string {
  const values = {
    ...event,
    type: `${event.type} v${event.version}`,
    // A message may contain escape sequences of a terminal.
    error: `${event.error.code} ${event.error.message}`.trimEnd().replace(/\p{C}/gu, '?'),
    occurredAt: event.occurredAt.toISOString(),
    createdAt: event.createdAt.toISOString(),
  };
  return columns((Object.keys(rows) as (keyof typeof rows)[]).map((key) => [rows[key], String(values[key])]));
}
