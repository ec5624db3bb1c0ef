import { asRole, migration } from '#platform/database';

/** When a relay last held a shard of each kind. A relay gives its shards back at the end of a batch, which sets the time. */
const lastHeld = `
  create function platform.outbox_last_held() returns table (kind text, held_until timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select s.kind, max(s.held_until) from platform.outbox_shards s group by s.kind $$`;

/** Tells rows that wait because no worker runs from rows that a worker tries in vain to forward. */
export const OutboxLastHeld1763700002900 = migration(
  'OutboxLastHeld1763700002900',
  ...asRole(
    'palier_cross_tenant',
    'platform',
    lastHeld,
    'grant execute on function platform.outbox_last_held() to palier_app',
  ),
);
