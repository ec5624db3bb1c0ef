-- The shard of a subject of the tenant in force, always the same: one of the sixteen of its kind. Null for an unknown kind,
-- which the column refuses.
--
-- Whoever inserts a row calls this. As a generated column beside a CHECK it doubled the cost of an insert, for PostgreSQL reads
-- such expressions anew in each statement.
create or replace function platform.outbox_shard(kind text, subject text) returns smallint
  language sql stable as $$
  select (case kind when 'event' then 0 when 'job' then 16 when 'invalidation' then 32 end
    + (hashtextextended(subject, uuid_hash_extended(nullif(current_setting('app.tenant_id', true), '')::uuid, 0))
      & 15))::smallint $$;
grant execute on function platform.outbox_shard(text, text) to palier_app;

set local role palier_cross_tenant;

-- Prolongs what a relay holds of a kind until so long from now. A shard that another relay took meanwhile is not touched.
create or replace function platform.renew_outbox_shards(wanted text, relay uuid, lease interval) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update platform.outbox_shards set held_until = clock_timestamp() + lease where kind = wanted and holder = relay $$;
grant execute on function platform.renew_outbox_shards(text, uuid, interval) to palier_app;

-- Makes a relay hold up to so many free shards of a kind, those first that were held longest ago, and returns the first pending
-- rows of each shard that it holds, but those of subjects that wait after a failure. Within a shard they are in the order of
-- `seq`; whoever writes a row of a subject holds the lock of what it is about, so that this is the order of the commits of a
-- subject. The shards of a relay that died are free once their time is over, and so are those held for longer than a lease, the
-- time of a clock that was ahead.
create or replace function platform.claim_outbox(wanted text, relay uuid, lease interval, most_shards integer, most_rows integer)
  returns table (id uuid, tenant_id uuid, subject text, payload json, traceparent text, created_at timestamptz, tries integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  #variable_conflict use_column
  begin
    -- Of two relays that claim at the same time, the second passes over the shards that the first has locked. Two that forward
    -- the same shard would forward its rows twice, and those of a subject out of order.
    update platform.outbox_shards set holder = relay, held_until = clock_timestamp() + lease
      where shard in (
        select s.shard from platform.outbox_shards s
          where s.kind = wanted and s.held_until not between clock_timestamp() and clock_timestamp() + lease
            and exists (select from platform.outbox o where o.shard = s.shard and o.forwarded_at is null)
          order by s.held_until < clock_timestamp(), s.held_until limit most_shards for update skip locked);
    if not found then return; end if;
    -- A statement of its own, after the shards are held: it sees all that the relay before marked as forwarded when it gave them
    -- back, so that no row is forwarded twice. Of shards that this relay has held for longer, the time may be over, and another
    -- relay may have them by now: their rows are not returned.
    return query
      select o.id, o.tenant_id, o.subject, o.payload, o.traceparent, o.created_at, coalesce(o.tries, 0)
        from platform.outbox_shards s cross join lateral (
          select r.*, w.tries from platform.outbox r
            left join platform.outbox_retries w
              on w.tenant_id = r.tenant_id and w.kind = r.kind and w.subject = r.subject
            -- No wait is longer than a minute: one that is comes from a clock that was ahead.
            where r.shard = s.shard and r.forwarded_at is null
              and coalesce(w.until not between clock_timestamp() and clock_timestamp() + interval '1 minute', true)
            order by r.seq limit most_rows) o
        where s.kind = wanted and s.holder = relay and s.held_until > clock_timestamp()
        order by s.shard, o.seq;
    -- All rows are of subjects that wait.
    if not found then
      update platform.outbox_shards set holder = null, held_until = clock_timestamp()
        where kind = wanted and holder = relay;
    end if;
  end $$;
grant execute on function platform.claim_outbox(text, uuid, interval, integer, integer) to palier_app;

-- Ends a batch of a relay: marks the rows that it forwarded, writes how long subjects wait whose row failed (a second after the
-- first try, then 4, 16 and 60; of no tries: no longer), and gives its shards of the kind back.
--
-- `waits`: [{tenantId, subject, tries}]
create or replace function platform.complete_outbox(wanted text, relay uuid, tenants uuid[], ids uuid[], waits json) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    -- Together with giving the shards back, in one commit: whoever holds them next sees these rows as forwarded.
    update platform.outbox o set forwarded_at = clock_timestamp()
      from unnest(tenants, ids) as done (tenant_id, id) where o.tenant_id = done.tenant_id and o.id = done.id;
    delete from platform.outbox_retries w
      using json_to_recordset(waits) as n ("tenantId" uuid, subject text, tries integer)
      where n.tries = 0 and w.tenant_id = n."tenantId" and w.kind = wanted and w.subject = n.subject;
    insert into platform.outbox_retries as w (tenant_id, kind, subject, tries, until)
      select "tenantId", wanted, subject, tries, clock_timestamp() + least(60, 4 ^ least(tries - 1, 3)) * interval '1 second'
        from json_to_recordset(waits) as n ("tenantId" uuid, subject text, tries integer) where tries > 0
      on conflict (tenant_id, kind, subject) do update set tries = excluded.tries, until = excluded.until;
    update platform.outbox_shards set holder = null, held_until = clock_timestamp()
      where kind = wanted and holder = relay;
  end $$;
grant execute on function platform.complete_outbox(text, uuid, uuid[], uuid[], json) to palier_app;
