set local role palier_cross_tenant;

-- Asks for a request to a host that belongs to no claim, such as the first one to an address. As those of claims, none is sent
-- within half a second after another, or beside two fetches; and a tenant gets four of them a second for all hosts together.
-- Returns in how many milliseconds to ask again, 0 where it may be sent now.
create or replace function feeds.ask_host(asked text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant text := 'tenant:' || nullif(current_setting('app.tenant_id', true), '')::uuid;
    free_at timestamptz;
  begin
    insert into feeds.hosts (host, next_at) values (tenant, now() - interval '1 millisecond') on conflict do nothing;
    -- Always before a host, so that those who ask wait for each other in one order.
    select h.next_at into free_at from feeds.hosts h where h.host = tenant for update;
    if free_at <= clock_timestamp() then
      insert into feeds.hosts (host, next_at) values (asked, now() - interval '1 millisecond') on conflict do nothing;
      select h.next_at into free_at from feeds.hosts h where h.host = asked for update;
    end if;
    if free_at > clock_timestamp() then
      return least(ceil(extract(epoch from free_at - clock_timestamp()) * 1000), 3600000)::integer;
    end if;
    if (select count(*) from feeds.sources s where s.host = asked and s.claim is not null and s.claimed_until > now()) >= 2 then
      return 500;
    end if;
    update feeds.hosts h set next_at = clock_timestamp() + interval '0.25 seconds' where h.host = tenant;
    update feeds.hosts h set next_at = clock_timestamp() + interval '0.5 seconds' where h.host = asked;
    return 0;
  end $$;
grant execute on function feeds.ask_host(text) to palier_app;

-- Claims a source that the caller has fetched already, unless another fetch of it is under way.
create or replace function feeds.claim_source(source uuid) returns uuid
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update feeds.sources s set claim = gen_random_uuid(), claimed_until = now() + interval '5 minutes', queued = false,
      due_at = now() + interval '5 minutes'
    where s.id = source and (s.claim is null or s.claimed_until <= now())
      and exists (select from feeds.subscriptions f where f.source_id = source and f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    returning s.claim $$;
grant execute on function feeds.claim_source(uuid) to palier_app;

-- Claims sources of the tenant in force that are queued or due, at most two of a host at once and half a second apart. A
-- claim holds for five minutes: what a worker that died had claimed is claimed again then. Rows are locked with SKIP LOCKED:
-- nothing here waits for another, so that two who claim several never deadlock. Of those who would make the row of a new
-- host one does, and the others come later.
create or replace function feeds.claim_sources(most integer) returns table (id uuid, claim uuid, url text, private boolean,
    credentials bytea, etag text, last_modified text, body_hash text, failures integer, interval_minutes integer,
    newest_at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    candidate record;
    tried text[] := '{}';
    free_at timestamptz;
    busy integer;
    usable boolean;
    claimed integer := 0;
  begin
    if most < 1 then return; end if;
    for candidate in
      -- Each source by its key: PostgreSQL would otherwise read all of them, as it takes few to be due.
      select f.source_id, f.private, f.credentials, s.host from feeds.subscriptions f,
          lateral (select d.host from feeds.sources d where d.id = f.source_id and (d.queued or d.due_at <= now()) offset 0) s
        where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and not f.paused
    loop
      exit when claimed = most;
      continue when candidate.host = any (tried);
      tried := tried || candidate.host;
      free_at := (select h.next_at from feeds.hosts h where h.host = candidate.host);
      if free_at > now() + interval '30 seconds' then
        -- All feeds of a host that asked to be left alone are due afterwards: the job does not wait for them.
        with paused as (
          select s.id from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
            where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and not f.paused and s.host = candidate.host and (s.queued or s.due_at <= now())
            for update of s skip locked
        )
        update feeds.sources s set queued = false, due_at = free_at from paused p where s.id = p.id;
        continue;
      end if;
      -- Before its host, as those that settle a fetch lock them.
      perform from feeds.sources s where s.id = candidate.source_id and (s.queued or s.due_at <= now())
        and (s.claim is null or s.claimed_until <= now()) for update skip locked;
      continue when not found;
      if free_at is null then
        continue when not pg_try_advisory_xact_lock(hashtextextended('feeds.hosts:' || candidate.host, 0));
        -- Times are rounded to milliseconds: that of now may be later than now.
        insert into feeds.hosts (host, next_at) values (candidate.host, now() - interval '1 millisecond') on conflict do nothing;
      end if;
      perform from feeds.hosts h where h.host = candidate.host and h.next_at <= clock_timestamp() for update skip locked;
      continue when not found;
      select count(*) into busy from feeds.sources s
        where s.host = candidate.host and s.claim is not null and s.claimed_until > now();
      continue when busy >= 2;
      -- Without the last document a new follower would get no posts from an answer that nothing changed.
      usable := not exists (select from feeds.subscriptions n where n.source_id = candidate.source_id and not n.paused and not n.filled)
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

-- Whether sources of the tenant in force wait to be fetched, such as those of a busy host. Each is looked up by its key.
create or replace function feeds.sources_left() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from feeds.subscriptions f,
      lateral (select from feeds.sources d where d.id = f.source_id and (d.queued or d.due_at <= now()) offset 0) s
    where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and not f.paused) $$;
grant execute on function feeds.sources_left() to palier_app;

-- A fetch that came to nothing because the database was busy says nothing of the feed. It is due again after as long as it
-- waited already, so that one which the database never stores in time is asked for less and less.
create or replace function feeds.release_source(source uuid, by uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update feeds.sources s set claim = null, claimed_until = null, queued = false,
      due_at = now() + greatest('1 minute', least('1 day', coalesce(now() - s.tried_at, '5 minutes')))
    where s.id = source and s.claim = by $$;
grant execute on function feeds.release_source(uuid, uuid) to palier_app;
