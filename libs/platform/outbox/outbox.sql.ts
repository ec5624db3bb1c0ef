import { statement } from '#platform/database';

/** The tenant is the current one, by the column's default. */
export const insertOutboxRow = statement<
  object,
  [id: string, kind: string, subject: string, payload: string, traceparent: string | null]
>({
  name: 'outbox.insert',
  text: `insert into platform.outbox (id, kind, subject, payload, traceparent, lane)
    values ($1, $2, $3, $4, $5, platform.outbox_lane($2, $3))`,
});
