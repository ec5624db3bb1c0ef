import { statement } from '#platform/database';
import type { OutboxKind } from './outbox-entry.js';
import type { OutboxRow } from './outbox-forwarder.js';

/** The tenant is the current one, by the column's default. */
export const insertOutboxRow = statement<
  object,
  [id: string, kind: string, subject: string, payload: string, traceparent: string | null]
>('outbox.insert')`
  insert into platform.outbox (id, kind, subject, payload, traceparent, shard)
    values ($1, $2, $3, $4, $5, platform.outbox_shard($2, $3))`;

/** Holds up to `shards` free shards of a kind for `seconds` and returns the first rows of each. */
export const claimRows = statement<
  OutboxRow,
  [kind: string, relay: string, seconds: number, shards: number, rowsAShard: number]
>('outbox.claim')`
  select id, tenant_id as "tenantId", subject, payload, traceparent, created_at as "createdAt", tries
    from platform.claim_outbox($1, $2, $3 * interval '1 second', $4, $5)`;

/** Holds the shards of a relay until `seconds` from now. */
export const renewShards = statement<object, [kind: string, relay: string, seconds: number]>('outbox.renew')`
  select platform.renew_outbox_shards($1, $2, $3 * interval '1 second')`;

/** Marks rows as forwarded, sets or ends the waits of subjects, and releases the shards. */
export const writeBatchOutcome = statement<
  object,
  [kind: string, relay: string, tenantIds: string[], ids: string[], waits: string]
>('outbox.complete')`
  select platform.complete_outbox($1, $2, $3, $4, $5)`;

/** The pending rows of one kind. */
export interface PendingRows {
  readonly kind: OutboxKind;
  /** 10,000 a shard at most. */
  readonly pending: number;
  /** When the oldest was written; null where none is pending. */
  readonly oldest: Date | null;
  /** Since when rows are pending and no relay has taken any of the kind; null where none is pending. */
  readonly untakenSince: Date | null;
}

export const readBacklog = statement<PendingRows>('outbox.backlog')`
  select kind, pending::float8 as pending, oldest, greatest(oldest, case when pending > 0 then held_until end) as "untakenSince"
    from platform.outbox_backlog() join platform.outbox_last_held() using (kind)`;

/** Creates the partitions of the coming days and drops those that are old and have no pending row. */
export const maintainPartitions = statement('outbox.maintain-partitions')`select platform.maintain_partitions()`;
