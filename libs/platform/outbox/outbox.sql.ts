import { samples, statement } from '#platform/database';

/** The tenant is the current one, by the column's default. */
export const insertOutboxRow = statement<
  object,
  [id: string, kind: string, subject: string, payload: string, traceparent: string | null]
>({
  name: 'outbox.insert',
  text: `insert into platform.outbox (id, kind, subject, payload, traceparent, lane)
    values ($1, $2, $3, $4, $5, platform.outbox_lane($2, $3))`,
  sample: [samples.id, 'event', 'subject', '{}', null],
});

/** A row of the outbox, as the relay takes it. */
export interface TakenRow {
  id: string;
  tenantId: string;
  subject: string;
  payload: object;
  createdAt: Date;
  tries: number;
  traceparent: string | null;
}

/** Holds up to `lanes` free lanes of a kind for `seconds` and returns the first rows of each. */
export const takeRows = statement<
  TakenRow,
  [kind: string, relay: string, seconds: number, lanes: number, rowsALane: number]
>({
  name: 'outbox.take',
  text: `select id, tenant_id as "tenantId", subject, payload, traceparent, created_at as "createdAt", tries
    from platform.take_outbox($1, $2, $3 * interval '1 second', $4, $5)`,
  sample: ['event', samples.id, 6, 8, 64],
});

/** Holds the lanes of a relay until `seconds` from now. */
export const keepLanes = statement<object, [kind: string, relay: string, seconds: number]>({
  name: 'outbox.keep',
  text: `select platform.keep_outbox_lanes($1, $2, $3 * interval '1 second')`,
  sample: ['event', samples.id, 6],
  unchecked: 'writes to a small table',
});

/** Marks rows as forwarded, sets or ends the waits of subjects, and releases the lanes. */
export const writeBatchOutcome = statement<
  object,
  [kind: string, relay: string, tenantIds: string[], ids: string[], waits: string]
>({
  name: 'outbox.finish',
  text: 'select platform.settle_outbox($1, $2, $3, $4, $5)',
  sample: ['event', samples.id, [samples.id], [samples.id], '[]'],
});

export const readBacklog = statement<{ kind: string; pending: number; oldest: Date | null }>({
  name: 'outbox.backlog',
  text: 'select kind, pending::float8 as pending, oldest from platform.outbox_backlog()',
});

/** Creates the partitions of the coming days and drops those that are old and have no pending row. */
export const maintainPartitions = statement({
  name: 'outbox.maintain-partitions',
  text: 'select platform.maintain_partitions()',
});
