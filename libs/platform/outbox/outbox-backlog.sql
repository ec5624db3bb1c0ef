set local role palier_cross_tenant;

-- Whether a row with an id of this range, without its end, is still to be forwarded. Partitions of the outbox and of the inbox
-- are not dropped while one is: their declarations name this as `heldBy`.
create or replace function platform.outbox_is_pending(since uuid, upto uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from platform.outbox where id >= since and id < upto and forwarded_at is null) $$;
grant execute on function platform.outbox_is_pending(uuid, uuid) to palier_owner;

-- How many rows of each kind are pending, and when the first of them was written, for the metrics. Of a shard with more than
-- 10,000 rows no more are counted: it is looked at every few seconds.
create or replace function platform.outbox_backlog() returns table (kind text, pending bigint, oldest timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.kind, sum(p.pending)::bigint, min(p.oldest) from platform.outbox_shards s cross join lateral (
    select (select count(*) from (
        select from platform.outbox o where o.shard = s.shard and o.forwarded_at is null limit 10000) as counted) as pending,
      (select o.created_at from platform.outbox o where o.shard = s.shard and o.forwarded_at is null
        order by o.seq limit 1) as oldest) p
    group by s.kind $$;
grant execute on function platform.outbox_backlog() to palier_app;

-- When a relay last held a shard of each kind, or until when one holds it. A relay gives its shards back at the end of a batch,
-- which sets the time. A time more than a minute ahead, longer than any lease, is of a clock that was ahead, and says nothing.
create or replace function platform.outbox_last_held() returns table (kind text, held_until timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.kind, max(s.held_until) filter (where s.held_until < clock_timestamp() + interval '1 minute')
    from platform.outbox_shards s group by s.kind $$;
grant execute on function platform.outbox_last_held() to palier_app;
