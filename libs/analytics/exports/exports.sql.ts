import { samples, statement } from '#platform/database';
import type { ExportFormat } from './exports.dto.js';

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
>({
  name: 'analytics.exports.events-after',
  index: 'events_pkey',
  text: `select id, name, occurred_at as "occurredAt", received_at as "receivedAt", subject, session, client, country,
      properties::text as properties from analytics.events
    where occurred_at >= $1::timestamptz and (occurred_at, id) > ($1::timestamptz, $2::uuid) and occurred_at < $3::timestamptz
      and ($4::text[] is null or name = any ($4::text[]))
    order by occurred_at, id limit $5`,
  sample: ['yesterday 09:00', samples.id, 'yesterday 10:00', null, 2000],
  timesAsText: true,
});

/** An export that was made. */
export interface EventsExport {
  readonly format: ExportFormat;
  readonly digest: string;
  readonly bytes: number;
}

export const exportById = statement<EventsExport, [id: string]>({
  name: 'analytics.exports.by-id',
  index: 'exports_pkey',
  text: `select format, digest, bytes::float8 as bytes from analytics.exports
    where id = $1 and made_at > now() - interval '1 day'`,
  sample: [samples.id],
});

/** No row where another run of the same job made it. */
export const insertExport = statement<
  { id: string },
  [id: string, format: ExportFormat, digest: string, bytes: number]
>({
  name: 'analytics.exports.insert',
  text: `insert into analytics.exports (tenant_id, id, format, digest, bytes)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4) on conflict do nothing returning id`,
  sample: [samples.id, 'csv', '0'.repeat(64), 1],
});

/** Deletes all but the newest. */
export const deleteOlderExports = statement<{ digest: string }, [keep: number]>({
  name: 'analytics.exports.delete-older',
  index: 'exports_pkey',
  text: `delete from analytics.exports
    where id <= (select id from analytics.exports order by id desc offset $1 limit 1) returning digest`,
  sample: [3],
});
