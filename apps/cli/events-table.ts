import type { DeadLetter } from '#platform/events';
import type { Locale } from '#platform/problems';
import { columns } from './columns.js';

const headings: Record<Locale, readonly string[]> = {
  en: ['ID', 'SET ASIDE', 'TYPE', 'SUBSCRIBER', 'ERROR'],
  fr: ['ID', 'MIS DE CÔTÉ', 'TYPE', 'ABONNÉ', 'ERREUR'],
};
const rows: Record<Locale, Record<Exclude<keyof DeadLetter, 'error' | 'version'> | 'error', string>> = {
  en: {
    id: 'id',
    eventId: 'event',
    type: 'type',
    tenantId: 'tenant',
    subject: 'subject',
    subscriber: 'subscriber',
    tries: 'tries',
    error: 'error',
    occurredAt: 'occurred',
    setAsideAt: 'set aside',
  },
  fr: {
    id: 'id',
    eventId: 'événement',
    type: 'type',
    tenantId: 'locataire',
    subject: 'sujet',
    subscriber: 'abonné',
    tries: 'essais',
    error: 'erreur',
    occurredAt: 'survenu',
    setAsideAt: 'mis de côté',
  },
};

/** A line for each event. */
export function eventsTable(events: readonly DeadLetter[], locale: Locale): string {
  const lines = events.map(({ id, setAsideAt, type, version, subscriber, error }) => [
    id,
    setAsideAt.toISOString(),
    `${type} v${version}`,
    subscriber,
    error.code,
  ]);
  return columns([headings[locale], ...lines]);
}

/** Everything about one event. */
export function eventText(event: DeadLetter, locale: Locale): string {
  const values = {
    ...event,
    type: `${event.type} v${event.version}`,
    // A message may hold what a terminal would obey.
    error: `${event.error.code} ${event.error.message}`.trimEnd().replace(/\p{C}/gu, '?'),
    occurredAt: event.occurredAt.toISOString(),
    setAsideAt: event.setAsideAt.toISOString(),
  };
  const words = rows[locale];
  return columns((Object.keys(words) as (keyof typeof words)[]).map((key) => [words[key], String(values[key])]));
}
