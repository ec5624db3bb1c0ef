set local role palier_cross_tenant;

-- The time zones in which the days of all tenants begin, and whether days before are still to be made in them.
create or replace function analytics.subject_zones() returns table (tenant_id uuid, time_zone text, remaking boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.tenant_id, s.time_zone, s.remade_to is not null from analytics.subject_sets s $$;
grant execute on function analytics.subject_zones() to palier_app;

-- Adds the subjects of events that came since the last time to the days of their tenants, of five minutes at most; returns of
-- how many events, and whether that were all.
--
-- A day only grows, so that an event may be read twice. Those of the last ten seconds are, since some that began before may be
-- committed later. One that is committed later still is missed by the sum of the ledger, and those of the last hours are read
-- again. A transaction that began five minutes ago has ended. What the product counts has the lane 5, and no events.
create or replace function analytics.collect_subjects() returns table (events bigint, caught_up boolean)
  language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '64MB' as $f$
  declare
    was analytics.subject_collection;
    -- Whatever was acknowledged before is seen by the statements that follow.
    moment timestamptz(3);
    since timestamptz(3);
    upto timestamptz(3) := 'infinity';
    next_since timestamptz(3);
    checked_from timestamptz;
    next_checked_from timestamptz;
    again bigint;
    stored bigint;
    next_stored bigint;
  begin
    -- Two workers at the same time would collect the same events, and the slower one would set back how far that has got. The
    -- second waits, and goes on where the first ended.
    perform pg_advisory_xact_lock(7254370020);
    moment := date_trunc('milliseconds', clock_timestamp());
    select * into strict was from analytics.subject_collection;
    since := was.collected_to;
    -- A clock that was ahead collected up to a time to come: what came by the true clock of the last hour is read instead.
    if since > moment + interval '1 minute' then since := moment - interval '1 hour'; end if;
    caught_up := since >= moment - interval '10 minutes';
    next_since := greatest(since, moment - interval '10 seconds');
    if not caught_up then
      upto := since + interval '5 minutes';
      next_since := upto;
    end if;
    checked_from := date_trunc('hour', since, 'UTC') - interval '1 hour';
    next_checked_from := date_trunc('hour', next_since, 'UTC') - interval '1 hour';
    -- A purge may be under way. A tenant whose names are deleted gets no set, and without one no days; the names and sets of the
    -- others are locked until the commit, so that a purge waits and then deletes what comes here.
    insert into analytics.subject_sets (tenant_id)
      select l.tenant_id from (select distinct k.tenant_id from analytics.ledger k
          where k.hour >= checked_from and k.stored > 0 and k.lane <> 5
            and not exists (select from analytics.subject_sets s where s.tenant_id = k.tenant_id)) l
        cross join lateral (select from analytics.event_names n where n.tenant_id = l.tenant_id order by n.name limit 1
          for key share) n
      on conflict do nothing;
    perform from analytics.subject_sets s where s.tenant_id in (select k.tenant_id from analytics.ledger k
      where k.hour >= checked_from and k.stored > 0 and k.lane <> 5) order by s.tenant_id for key share;
    loop
      with known as materialized (
        select s.tenant_id, s.time_zone from analytics.subject_sets s
      ), grouped as materialized (
        select e.tenant_id, (e.occurred_at at time zone k.time_zone)::date as day, e.subject, e.name, count(*) as events,
          count(*) filter (where e.received_at >= next_since) as again
        from analytics.events e left join known k on k.tenant_id = e.tenant_id
        where e.received_at >= since and e.received_at < upto and e.occurred_at > since - interval '8 days'
        group by 1, 2, 3, 4
      ), added as (
        insert into analytics.subject_days as d (tenant_id, day, subject, names)
        select g.tenant_id, g.day, min(g.subject), array_agg(g.name) from grouped g
        where g.day is not null and g.subject is not null
        group by g.tenant_id, g.day, hashtextextended(g.subject, 0) order by g.tenant_id, g.day, hashtextextended(g.subject, 0)
        on conflict (tenant_id, day, hash) do update set names = array(select distinct unnest(d.names || excluded.names))
          where not d.names @> excluded.names
      )
      select coalesce(sum(g.events), 0), coalesce(sum(g.again), 0),
          (select coalesce(sum(l.stored), 0) from analytics.ledger l where l.hour >= checked_from and l.lane <> 5),
          (select coalesce(sum(l.stored), 0) from analytics.ledger l where l.hour >= next_checked_from and l.lane <> 5)
        into events, again, stored, next_stored from grouped g;
      exit when since < was.collected_to or was.expected is null or not caught_up or stored - events = was.expected;
      since := checked_from;
    end loop;
    update analytics.subject_collection set collected_to = next_since,
      fresh_to = case when caught_up then moment else upto end,
      expected = case when caught_up then next_stored - again end;
    return next;
  end $f$;
grant execute on function analytics.collect_subjects() to palier_app;
