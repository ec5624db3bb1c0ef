import type pg from 'pg';

/** Fills the outbox and its results for the tenant in force. `share`, 0 to 1, is the share of rows. */
export async function fillOutbox(owner: pg.Client, tenantId: string, share: number): Promise<void> {
  for (const rows of [outbox, waiting, inbox, setAside]) await owner.query(rows, [tenantId, share]);
}

/** One in twenty not forwarded yet. */
const outbox = `
  insert into platform.outbox (tenant_id, id, kind, subject, payload, lane, forwarded_at)
  select $1::uuid, uuidv7(), kind, 'subject-' || i % 500, '{}', platform.outbox_lane(kind, 'subject-' || i % 500),
    case when i % 20 <> 0 then now() end
  from generate_series(1, ($2::float8 * 4000)::integer) as i, lateral (select (array['event', 'job', 'invalidation'])[1 + i % 3]) as of_kind (kind)`;

const waiting = `
  insert into platform.outbox_waiting (tenant_id, kind, subject, tries, until)
  select $1::uuid, 'event', 'subject-' || i, 3, now() + interval '1 minute' from generate_series(1, ($2::float8 * 2000)::integer) as i`;

const inbox = `
  insert into platform.inbox (tenant_id, event_id, subscriber)
  select $1::uuid, uuidv7(), 'test.ledger' from generate_series(1, ($2::float8 * 4000)::integer) as i`;

const setAside = `
  insert into platform.set_aside_events (tenant_id, id, event_id, subscriber, type, version, subject, data, occurred_at,
    tries, error_code, error_message)
  select $1::uuid, uuidv7(), uuidv7(), 'test.ledger', 'a.b', 1, 'subject-' || i, '{}', now(), 5, 'Error', ''
  from generate_series(1, ($2::float8 * 2000)::integer) as i`;
