set local role palier_cross_tenant;

-- The history of the last 30 days of the feed of a subscription of the tenant in force, from the day after its own first fetch
-- on: that day has fetches for others, too.
create or replace function feeds.days_of(subscription uuid)
  returns table (day date, fetches integer, failures integer, new_posts integer, slowest_ms integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.day, d.fetches, d.failures, d.new_posts, d.slowest_ms
    from feeds.subscriptions f join feeds.source_days d on d.source_id = f.source_id
    where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and f.id = subscription
      and d.day > (now() at time zone 'UTC')::date - 30 and d.day > (f.health_since at time zone 'UTC')::date
    order by d.day $$;
grant execute on function feeds.days_of(uuid) to palier_app;

-- The share of fetches that succeeded, in percent; each day counts a tenth less than the one after it. On the first day the
-- last fetch alone decides. Null before the first fetch.
create or replace function feeds.score_of(subscription uuid) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(
      (select round(100 * sum((d.fetches - d.failures) * power(0.9::float8, (now() at time zone 'UTC')::date - d.day))
          / sum(d.fetches * power(0.9::float8, (now() at time zone 'UTC')::date - d.day)))
        from feeds.days_of(f.id) d),
      case when s.error is null then 100 else 0 end)::integer
    from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
    where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and f.id = subscription
      and f.health_since is not null $$;
grant execute on function feeds.score_of(uuid) to palier_app;

-- How the feeds of these subscriptions of the tenant in force do, as far as it may know: from its own first fetch on. `due_at`
-- is when the feed is tried next: now, where it waits for its turn or is being fetched. No row of one that was not fetched yet.
create or replace function feeds.health_of(subscriptions uuid[])
  returns table (id uuid, tried_at timestamptz, succeeded_at timestamptz, failing_since timestamptz, error text,
    ended_at timestamptz, due_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.id, case when s.tried_at >= f.health_since then s.tried_at end,
      case when s.succeeded_at >= f.health_since then s.succeeded_at end,
      case when s.failing_since is not null then greatest(s.failing_since, f.health_since) end, s.error,
      case when s.ended_at is not null then greatest(s.ended_at, f.health_since) end,
      case when s.queued or s.claimed_until > now() then now() else s.due_at end
    from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
    where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and f.id = any (subscriptions)
      and f.health_since is not null $$;
grant execute on function feeds.health_of(uuid[]) to palier_app;

-- The next followers of a source, by id and at most so many, who were last told something else than how it does now: that it
-- ended, that it fails (three times in a row since they follow it), or that it recovered.
create or replace function feeds.followers_to_tell(source uuid, after uuid, most integer) returns table (tenant_id uuid, id uuid)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  select f.tenant_id, f.id from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
    where f.source_id = source and not f.paused and f.id > after and f.health_since is not null
      and f.sick is distinct from case when s.error is null then null when s.ended_at is not null then 'ended'
        when f.health_since <= s.failed_at[3] then 'failing' else f.sick end
    order by f.id limit most $$;
grant execute on function feeds.followers_to_tell(uuid, uuid, integer) to palier_app;

-- Notes that the tenant in force is told how the feed of a subscription does, and returns what to tell. No row where there is
-- nothing to tell: a feed that fails and then ends is told once.
create or replace function feeds.tell_follower(subscription uuid) returns table (failing boolean, reason text, since timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    -- Two that tell at the same time would both read what was told before, and tell it twice: the second waits here, and then
    -- finds nothing to tell.
    perform feeds.lock_source(subscription);
    return query
      with found as (
        select f.id as of, f.sick as before, case when s.error is null then null when s.ended_at is not null then 'ended'
            when f.health_since <= s.failed_at[3] then 'failing' else f.sick end as after,
            s.error, greatest(s.failing_since, f.health_since) as failing_since, s.succeeded_at
          from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
          where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and f.id = subscription
            and not f.paused and f.health_since is not null
      ), noted as (
        update feeds.subscriptions f set sick = o.after, sick_since = coalesce(o.failing_since, f.sick_since)
          from found o where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and f.id = o.of
            and o.before is distinct from o.after
      )
      select o.after is not null, o.error, case when o.after is null then o.succeeded_at else o.failing_since end
        from found o where (o.before is null) <> (o.after is null);
  end $$;
grant execute on function feeds.tell_follower(uuid) to palier_app;

-- Whether followers of a source are to be told how it does. Called by the statement that settles a fetch, after it.
create or replace function feeds.health_changed(source uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    known feeds.sources;
  begin
    select * into known from feeds.sources s where s.id = source;
    if known.error is null then
      return exists (select from feeds.subscriptions f where f.source_id = source and f.sick is not null);
    end if;
    return (known.ended_at is not null or known.failed_at[3] is not null)
      and exists (select from feeds.followers_to_tell(source, '00000000-0000-0000-0000-000000000000', 1));
  end $$;
grant execute on function feeds.health_changed(uuid) to palier_app;
