import { statement } from '#platform/database';
import { exportTable } from '#platform/storage';

/** An event as it is stored; its properties are JSON. */
export interface StoredEvent {
  readonly id: string;
  readonly name: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly subject: string | null;
  readonly session: string | null;
  readonly client: string;
  readonly country: string | null;
  readonly properties: string | null;
}

/** The events after one, in order of time and id. */
export const eventsAfter = statement<
  StoredEvent,
  [after: string, afterId: string, end: string, names: readonly string[] | null, most: number]
>('analytics.exports.events-after', { timesAsText: true })`
  select id, name, occurred_at as "occurredAt", received_at as "receivedAt", subject, session, client, country,
      properties::text as properties from analytics.events
    where occurred_at >= $1::timestamptz and (occurred_at, id) > ($1::timestamptz, $2::uuid) and occurred_at < $3::timestamptz
      and ($4::text[] is null or name = any ($4::text[]))
    order by occurred_at, id limit $5`;

/** Exports, with their format. */
export const eventsExports = exportTable('analytics.exports', 'format');
