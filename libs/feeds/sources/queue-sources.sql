set local role palier_cross_tenant;

-- Has the feed of a subscription of the tenant in force fetched soon, also one that had ended. One that was tried within a
-- minute is due once that minute has passed; one that is being fetched is left to its fetch. The caller adds the job.
create or replace function feeds.queue_source(subscription uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- A source that is being fetched is locked here, too: whoever settles the fetch waits for this transaction, and then sees the
  -- subscription that it resumed. The source would otherwise not be due any more, as nobody seemed to follow it.
  update feeds.sources s
    set ended_at = null,
      queued = s.queued
        or (coalesce(s.claimed_until <= now(), true) and coalesce(s.tried_at <= now() - interval '1 minute', true)),
      due_at = case when s.claimed_until > now() then s.due_at
        when s.tried_at > now() - interval '1 minute' then least(s.due_at, s.tried_at + interval '1 minute')
        else now() + interval '10 minutes' end
    from feeds.subscriptions f
    where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and f.id = subscription and not f.paused
      and s.id = f.source_id $$;
grant execute on function feeds.queue_source(uuid) to palier_app;

-- Has the feeds of the tenant in force fetched soon, but those that were tried within a minute, are being fetched or have
-- ended. Returns how many. The caller adds the job.
create or replace function feeds.queue_sources() returns integer
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  with chosen as materialized (
    -- Locked in the order of their ids, so that two tenants that follow the same feeds do not deadlock.
    select s.id from feeds.sources s
      where s.id in (select f.source_id from feeds.subscriptions f
          where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and not f.paused)
        and s.ended_at is null and (s.tried_at is null or s.tried_at < now() - interval '1 minute')
        and (s.claim is null or s.claimed_until <= now())
      order by s.id for update
  ), asked as (
    update feeds.sources s set queued = true, due_at = now() + interval '10 minutes' from chosen c where s.id = c.id returning 1
  )
  select count(*)::integer from asked $$;
grant execute on function feeds.queue_sources() to palier_app;

-- Queues sources that are due, longest due first and at most so many, each for one of its 16 oldest followers, so that their
-- work is spread; returns these tenants, for each of which the caller adds a job. One whose job is lost is due again ten
-- minutes later. One that nobody follows is not due any more. Sources are found by their keys: PostgreSQL would otherwise read
-- all of them where hundreds are due among some ten thousand.
create or replace function feeds.queue_due(most integer) returns table (tenant_id uuid, sources bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off as $$
  declare
    due uuid[];
  begin
    -- Of two that queue at the same time, each takes other sources. The followers are chosen by a statement of its own, once the
    -- sources are locked: whoever begins to follow one meanwhile is then seen, or waits and makes it due again. A source whose
    -- first follower came between would otherwise not be due any more.
    due := array(select s.id from feeds.sources s where s.due_at <= now() order by s.due_at limit most for update skip locked);
    return query
      with chosen as materialized (
        select d.id, (select f.tenant_id from (select n.tenant_id from feeds.subscriptions n
            where n.source_id = d.id and not n.paused order by n.id limit 16) f order by random() limit 1) as tenant
          from unnest(due) as d (id)
      ), queued as (
        update feeds.sources s set queued = c.tenant is not null,
            due_at = case when c.tenant is not null then now() + interval '10 minutes' end
          from chosen c where s.id = c.id
      )
      select c.tenant, count(*) from chosen c where c.tenant is not null group by 1;
  end $$;
grant execute on function feeds.queue_due(integer) to palier_app;
