set local role palier_cross_tenant;

-- Claims a source that the caller has fetched already, when somebody begins to follow an address: returns the claim, or null
-- where another fetch of it is under way or the tenant in force does not follow it.
create or replace function feeds.claim_source(source uuid) returns uuid
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- Of two who claim at the same time, the second waits for the row, finds it claimed, and gets nothing.
  update feeds.sources s set claim = gen_random_uuid(), claimed_until = now() + interval '5 minutes', queued = false,
      due_at = now() + interval '5 minutes'
    where s.id = source and (s.claim is null or s.claimed_until <= now())
      and exists (select from feeds.subscriptions f
        where f.source_id = source and f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    returning s.claim $$;
grant execute on function feeds.claim_source(uuid) to palier_app;

-- Claims up to so many sources of the tenant in force that are queued or due, each of another host; fewer where hosts are busy.
-- A claim holds for five minutes, in which nobody else claims the source; that of a worker that died is over then, and the
-- source is due. At most two sources of a host are claimed at once, and half a second apart. The credentials are those of this
-- tenant.
--
-- Each host is tried once in a call: a tenant with thousands of feeds of a busy host would otherwise ask for it once a feed.
-- Nothing here waits for a lock, so that two who claim several sources never wait for each other.
create or replace function feeds.claim_sources(most integer)
  returns table (id uuid, claim uuid, url text, private boolean, credentials bytea, etag text, last_modified text, body_hash text,
    failures integer, interval_minutes integer, newest_at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    candidate record;
    tried text[] := '{}';
    free_at timestamptz;
    paused_until timestamptz;
    own_until timestamptz;
    for_all boolean;
    busy_until timestamptz;
    busy integer;
    usable boolean;
    claimed integer := 0;
  begin
    if most < 1 then return; end if;
    for candidate in
      -- Each source by its key: PostgreSQL would otherwise read all of them, as it takes few to be due.
      select f.source_id, f.private, f.credentials, s.host, s.url, s.place,
          'paused:' || f.tenant_id || ' ' || s.place as own from feeds.subscriptions f,
          lateral (select d.host, d.url, substring(d.url from '//([^/?#]+)') as place from feeds.sources d
            where d.id = f.source_id and (d.queued or d.due_at <= now()) offset 0) s
        where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and not f.paused
    loop
      exit when claimed = most;
      continue when tried && array[candidate.host, 'paused:' || candidate.place];
      select max(h.next_at) filter (where h.host = candidate.host),
          max(h.next_at) filter (where h.host = 'paused:' || candidate.place),
          max(h.next_at) filter (where h.host = candidate.own), max(h.next_at) filter (where h.host like 'busy:%')
        into free_at, paused_until, own_until, busy_until from feeds.hosts h where h.host in (candidate.host,
          'paused:' || candidate.place, candidate.own, 'busy:' || candidate.place || ' ' || candidate.url);
      for_all := coalesce(paused_until > now(), false) or coalesce(free_at > now() + interval '30 seconds', false);
      if for_all or own_until > now() then
        tried := tried || ('paused:' || candidate.place);
        -- All feeds of a host that asked to be left alone are due afterwards: the job does not wait for them. With a pause of
        -- this tenant alone, others may fetch what they follow, too.
        with paused as (
          select s.id from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
            where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and not f.paused
              and s.host = candidate.host and substring(s.url from '//([^/?#]+)') = candidate.place
              and (s.queued or s.due_at <= now()) and (for_all or not exists (select from feeds.subscriptions o
                where o.source_id = s.id and o.tenant_id <> f.tenant_id and not o.paused))
            for update of s skip locked
        )
        update feeds.sources s set queued = false, due_at = greatest(free_at, paused_until, own_until) from paused p where s.id = p.id;
        continue;
      end if;
      if busy_until > now() then
        -- A user may have asked for it sooner than its server.
        with paused as (select s.id from feeds.sources s where s.id = candidate.source_id for update skip locked)
        update feeds.sources s set queued = false, due_at = busy_until from paused p where s.id = p.id;
        continue;
      end if;
      tried := tried || candidate.host;
      -- Jobs of two tenants that follow the source may both have found it due: the second passes over it, or finds it claimed. A
      -- source is locked before its host, as those that settle a fetch lock them. One that has moved to another host since it was
      -- read stays due: the host that is counted and delayed below would not be the one that is asked.
      perform from feeds.sources s where s.id = candidate.source_id and s.host = candidate.host and (s.queued or s.due_at <= now())
        and (s.claim is null or s.claimed_until <= now()) for update skip locked;
      continue when not found;
      if free_at is null then
        -- Of two who come to a new host at the same time, the second would wait in its insert until the first has committed, and
        -- the first for the second at another new host: here the second passes over the host.
        continue when not pg_try_advisory_xact_lock(hashtextextended('feeds.hosts:' || candidate.host, 0));
        -- Times are rounded to milliseconds: that of now may be later than now.
        insert into feeds.hosts (host, next_at) values (candidate.host, now() - interval '1 millisecond') on conflict do nothing;
      end if;
      -- Two who claim sources of one host at the same time would each not count the claim of the other, and send at once. The
      -- second passes over the host while the first has it locked, until its commit.
      perform from feeds.hosts h where h.host = candidate.host and h.next_at <= clock_timestamp() for update skip locked;
      continue when not found;
      select count(*) into busy from feeds.sources s
        where s.host = candidate.host and s.claim is not null and s.claimed_until > now();
      continue when busy >= 2;
      -- Without the last document a new follower would get no posts from an answer that nothing changed.
      usable := not exists (select from feeds.subscriptions n
          where n.source_id = candidate.source_id and not n.paused and not n.filled)
        or exists (select from feeds.documents d join feeds.sources s on s.id = d.source_id and s.version = d.version
          where d.source_id = candidate.source_id);
      return query
        update feeds.sources s set claim = gen_random_uuid(), claimed_until = now() + interval '5 minutes', queued = false,
            due_at = now() + interval '5 minutes'
          where s.id = candidate.source_id
          returning s.id, s.claim, s.url, candidate.private, candidate.credentials,
            case when usable then s.etag end, case when usable then s.last_modified end, case when usable then s.body_hash end,
            s.failures, s.interval_minutes, s.newest_at;
      claimed := claimed + 1;
      update feeds.hosts h set next_at = clock_timestamp() + interval '0.5 seconds' where h.host = candidate.host;
    end loop;
  end $$;
grant execute on function feeds.claim_sources(integer) to palier_app;

-- Whether sources of the tenant in force are queued or due. Each is looked up by its key: PostgreSQL would otherwise read all
-- that are due.
create or replace function feeds.sources_left() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from feeds.subscriptions f,
      lateral (select from feeds.sources d where d.id = f.source_id and (d.queued or d.due_at <= now()) offset 0) s
    where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and not f.paused) $$;
grant execute on function feeds.sources_left() to palier_app;

-- Ends a claim whose fetch came to nothing because the database was busy, which says nothing of the feed. It is due again after
-- as long as it waited already, between a minute and a day, so that one which the database never stores in time is asked for
-- less and less.
create or replace function feeds.release_source(source uuid, by uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update feeds.sources s set claim = null, claimed_until = null, queued = false,
      due_at = now() + greatest('1 minute', least('1 day', coalesce(now() - s.tried_at, '5 minutes')))
    -- Where the claim is over and another fetch has its own, that one goes on.
    where s.id = source and s.claim = by $$;
grant execute on function feeds.release_source(uuid, uuid) to palier_app;
