set local role palier_cross_tenant;

-- Adds to the counts of the values of declared properties. A value beyond the 200 of a day is counted as `(other)`: of those
-- that are new at a time the most frequent get the room that is left. Runs with the rights of its caller, store_staged.
--
-- `counted`: [{tenant, property, name, day, value, events}]
create or replace function analytics.add_values(of_lane integer, counted json) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $f$
  begin
    -- Two lanes that add new values of a tenant at the same time would both find the same room, and fill it twice. The second
    -- waits until the first has committed; the next statement then sees its values. Tenants with known values alone need no
    -- lock. Tenants come in one order, and neither lane waits for anything else of the other by then.
    perform pg_advisory_xact_lock(hashtextextended('analytics.values:' || tenant, 0)) from (
      select distinct tenant from json_to_recordset(counted) c (tenant uuid, property text, name text, day date, value text)
      where not exists (select from analytics.day_counts k where k.tenant_id = c.tenant and k.property = c.property
        and k.name = c.name and k.day = c.day and k.value = c.value)
      order by tenant) unknown;
    insert into analytics.day_counts as total (tenant_id, property, name, day, value, lane, events)
      select tenant, property, name, day, case when known or place <= room then value else '(other)' end, of_lane, sum(events)
      from (
        select c.*, k.known, row_number() over (partition by tenant, property, name, day, k.known
          order by events desc, value) as place from json_to_recordset(counted)
          c (tenant uuid, property text, name text, day date, value text, events bigint)
        cross join lateral (select exists (select from analytics.day_counts k where k.tenant_id = c.tenant
          and k.property = c.property and k.name = c.name and k.day = c.day and k.value = c.value) as known) k
      ) v
      join lateral (select 200 - count(distinct d.value) as room from analytics.day_counts d where d.tenant_id = v.tenant
        and d.property = v.property and d.name = v.name and d.day = v.day and d.value <> '(other)') r on true
      group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
      on conflict (tenant_id, property, name, day, value, lane) do update set events = total.events + excluded.events;
  end $f$;

-- Moves the events in the staging table of a lane, which the caller holds, to where they belong, adds them to all counts and to
-- the ledger, and stores what was rejected; returns how many events of each batch were new. Of an event that several batches
-- sent, the first stored it. An erased person is left out, as row level security does it for the application. An hour is one of
-- the tenant's time zone, of which some begin at half past; `zone` is that which the process knows of a batch. Fails with PL404
-- where a tenant was purged meanwhile.
--
-- `batches`: [{receipt, tenant, key, zone, staged, rejected, sampled}]; `bad`: [{receipt, tenant, key, index, code, pointer,
-- subject, text}].
create or replace function analytics.store_staged(lane integer, batches json, bad json)
  returns table (receipt uuid, stored integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
  #variable_conflict use_column
  declare
    staging text := format('analytics.staging_%s', lane);
    sent_in_all bigint;
    new_in_all bigint;
    new_of_batch json;
    named integer;
    erased boolean;
    declared json;
  begin
    -- A tenant may be purged at the same time: what is stored once the purge has ended would stay for ever. A tenant with events
    -- has names. One of them is locked until the commit: a purge that comes to it waits, and then finds what was stored here;
    -- where it has deleted them, nothing is stored.
    perform from (select distinct tenant from json_to_recordset(batches) b (tenant uuid, staged integer) where staged > 0) b
      cross join lateral (select from analytics.event_names n where n.tenant_id = b.tenant order by n.name limit 1
        for key share) n;
    get diagnostics named = row_count;
    if named < (select count(distinct tenant) from json_to_recordset(batches) b (tenant uuid, staged integer)
        where staged > 0) then
      raise exception 'A tenant of these events is purged.' using errcode = 'PL404';
    end if;
    erased := exists (select from (select distinct tenant from json_to_recordset(batches) b (tenant uuid)) b
      cross join lateral (select from platform.erasures e where e.tenant_id = b.tenant and e.state <> 'pending'
        order by e.user_id limit 1) e);
    if erased then
      execute format($$update %s s set subject = null from platform.erasures e
        where e.tenant_id = s.tenant and e.user_id::text = s.subject and e.state <> 'pending'$$, staging);
    end if;
    execute format($$
      with new as (
        insert into analytics.events (tenant_id, occurred_at, id, name, subject, session, properties, client, country)
        select tenant, occurred_at, id, name, subject, session, properties, client, country from %s
        -- In the order of the key, so that two lanes with the same events wait for each other instead of deadlocking.
        order by tenant, occurred_at, id
        on conflict do nothing returning tenant_id, occurred_at, name, properties, client, country
      ), zones as (
        select tenant, coalesce(min(z.zone), min(b.zone), 'UTC') as zone from json_to_recordset($2) b (tenant uuid, zone text)
          left join analytics.time_zones z on z.tenant_id = tenant group by 1
      ), counted as materialized (
        select tenant_id, name, client, coalesce(country, '') as country, date_trunc('hour', occurred_at, zone) as hour,
          (date_trunc('hour', occurred_at, zone) at time zone zone)::date as day,
          case when occurred_at > now() - interval '1 hour' then date_bin('1 minute', occurred_at, 'epoch') end as minute,
          count(*) as events
        from new join zones on tenant = tenant_id group by tenant_id, name, client, country, hour, day, minute
      ), hours as (
        insert into analytics.event_counts as known (tenant_id, hour, name, received_on, lane, events)
        select tenant_id, hour, name, (now() at time zone 'UTC')::date, $1, sum(events) from counted group by 1, 2, 3
        order by 1, 2, 3
        on conflict (tenant_id, hour, name, received_on, lane) do update set events = known.events + excluded.events
      ), minutes as (
        insert into analytics.minute_counts as known (tenant_id, minute, name, lane, events)
        select tenant_id, minute, name, $1, sum(events) from counted where minute is not null group by 1, 2, 3 order by 1, 2, 3
        on conflict (tenant_id, minute, name, lane) do update set events = known.events + excluded.events
      ), days as (
        insert into analytics.day_counts as known (tenant_id, property, name, day, value, lane, events)
        select c.tenant_id, p.property, n.name, c.day, p.value, $1, sum(c.events) from counted c
          cross join lateral (values ('', ''), ('client', client), ('country', country)) p (property, value)
          cross join lateral (values (c.name), ('')) n (name)
        group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
        on conflict (tenant_id, property, name, day, value, lane) do update set events = known.events + excluded.events
      ), valued as (
        select n.tenant_id as tenant, 'properties.' || p.property as property, n.name,
          (n.occurred_at at time zone zone)::date as day, coalesce(left(n.properties ->> p.property, 100), '') as value,
          count(*) as events
        from new n join analytics.counted_properties p on p.tenant_id = n.tenant_id and p.name = n.name
          join zones on zones.tenant = n.tenant_id
        group by 1, 2, 3, 4, 5
      )
      select coalesce((select sum(events) from counted), 0), (select json_agg(valued) from valued)$$, staging)
      into new_in_all, declared using lane, batches;
    if declared is not null then
      perform analytics.add_values(lane, declared);
    end if;
    select coalesce(sum(staged), 0), json_object_agg(receipt, staged) into sent_in_all, new_of_batch
      from json_to_recordset(batches) b (receipt uuid, staged integer);
    -- Some were stored before, or sent by several batches: those that this transaction stored have its number.
    if new_in_all < sent_in_all then
      execute format($$
        select coalesce(json_object_agg(receipt, stored), '{}') from (
          select receipt, count(*) as stored from (
            select distinct on (s.tenant, s.occurred_at, s.id) s.receipt from %1$s s
              join analytics.events e on e.tenant_id = s.tenant and e.occurred_at = s.occurred_at and e.id = s.id
            where e.xmin = pg_current_xact_id()::xid
              and e.occurred_at between (select min(occurred_at) from %1$s) and (select max(occurred_at) from %1$s)
            order by s.tenant, s.occurred_at, s.id, s.receipt) first group by receipt) each$$, staging) into new_of_batch;
    end if;
    perform analytics.empty_staging(staging);

    insert into analytics.ledger as known (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
      select tenant, date_trunc('hour', now(), 'UTC'), key, lane, sum(staged + rejected + sampled), sum(new),
          sum(staged - new), sum(rejected), sum(sampled)
        from (select *, coalesce((new_of_batch->>receipt::text)::integer, 0) as new from json_to_recordset(batches)
          b (receipt uuid, tenant uuid, key uuid, staged integer, rejected integer, sampled integer)) b
        group by tenant, key order by tenant, key
      on conflict (tenant_id, hour, key_id, lane) do update set received = known.received + excluded.received,
        stored = known.stored + excluded.stored, duplicates = known.duplicates + excluded.duplicates,
        rejected = known.rejected + excluded.rejected, sampled = known.sampled + excluded.sampled;
    insert into analytics.quarantine (tenant_id, receipt, index, key_id, code, pointer, subject, text)
      select tenant, receipt, index, key, code, pointer, subject, text from json_to_recordset(bad)
        b (receipt uuid, tenant uuid, key uuid, index integer, code text, pointer text, subject text, text text)
        -- Not of an erased person, who is searched by the key.
        where not erased or (select e.state from platform.erasures e where e.tenant_id = b.tenant and e.user_id = case
          when b.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then b.subject::uuid end)
          in ('erasing', 'erased') is not true;
    return query select b.receipt, coalesce((new_of_batch->>b.receipt::text)::integer, 0)
      from json_to_recordset(batches) b (receipt uuid);
  end $f$;
grant execute on function analytics.store_staged(integer, json, json) to palier_app;
