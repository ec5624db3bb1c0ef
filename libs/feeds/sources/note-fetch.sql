set local role palier_cross_tenant;

-- Counts a fetch in the history of its source, on this day (UTC). A claim holds for five minutes: its end tells when it began.
create or replace function feeds.note_day(source uuid, failed boolean, claim_ends timestamptz) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into feeds.source_days as d (source_id, day, fetches, failures, slowest_ms)
    values (source, (now() at time zone 'UTC')::date, 1, failed::integer,
      greatest(0, extract(epoch from now() - claim_ends + interval '5 minutes') * 1000)::integer)
    on conflict (source_id, day) do update set fetches = d.fetches + 1, failures = d.failures + excluded.failures,
      slowest_ms = greatest(d.slowest_ms, excluded.slowest_ms) $$;

-- Moves a source to the address to which its feed moved for good; the caller has locked it. Where another source has the
-- address already, the followers go over to that one, of which they know nothing of the time before; a tenant that follows both
-- keeps both. Called by note_success once three fetches in a row were redirected there.
create or replace function feeds.move_source(source uuid, target text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    alone uuid := (select s.only_tenant from feeds.sources s where s.id = source);
    other uuid;
  begin
    select s.id into other from feeds.sources s where s.url = target and s.only_tenant is not distinct from alone;
    if other is null then
      begin
        update feeds.sources s set url = target, host = substring(target from '//([^/?#]+)'), moved_to = null, moves = 0
          where s.id = source;
      exception when unique_violation then
        -- Somebody has just begun to follow it there: the next fetch brings them together.
        return;
      end;
      update feeds.subscriptions f set url = target where f.source_id = source;
      return;
    end if;
    -- Locked, so that it is not forgotten with its last follower before it gets others; without a wait, since whoever has it may
    -- wait for this one, as where that one moves here, or where several are locked in the order of their ids. The next fetch then
    -- brings them together.
    perform from feeds.sources s where s.id = other for update skip locked;
    if not found then return; end if;
    -- A tenant that follows both keeps both. What the other one brought before, those who come to it do not have.
    update feeds.subscriptions f set url = target, source_id = other, filled = false, health_since = null
      where f.source_id = source
        and not exists (select from feeds.subscriptions o where o.tenant_id = f.tenant_id and o.source_id = other);
    if found then
      update feeds.sources s set ended_at = null,
          due_at = case when s.claimed_until > now() then s.due_at else least(coalesce(s.due_at, now()), now()) end
        where s.id = other;
    end if;
    delete from feeds.sources s where s.id = source and not exists (select from feeds.subscriptions f where f.source_id = source);
  end $$;

-- Settles a claimed fetch that succeeded, and makes the source due again after so many seconds, or sooner where a follower
-- chose a shorter interval; not at all where nobody follows it. Returns the version of the document to deliver to followers who
-- wait for posts, 0 where none does, null where the claim is not in force any more. Called by store_document and
-- note_unchanged, too.
create or replace function feeds.note_success(source uuid, by uuid, seconds integer, moved text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    claimed feeds.sources;
    known feeds.sources;
    shortest integer;
  begin
    -- Whoever follows or resumes the source meanwhile locks it as well, and is seen by the statements that follow, or waits and
    -- makes it due itself. A source that nobody seemed to follow would otherwise not be due any more, or its new follower would
    -- wait for posts until the next fetch. A claim that another fetch has replaced settles nothing.
    select * into claimed from feeds.sources s where s.id = source and s.claim = by for update;
    if not found then return null; end if;
    shortest := (select min(f.interval_minutes) * 60 from feeds.subscriptions f
      where f.source_id = source and not f.paused and f.interval_minutes is not null);
    update feeds.sources s set claim = null, claimed_until = null, queued = false, tried_at = now(), succeeded_at = now(),
        failures = 0, failing_since = null, failed_at = '{}', error = null, moved_to = moved,
        moves = case when moved is null then 0 when s.moved_to = moved then s.moves + 1 else 1 end,
        due_at = case when exists (select from feeds.subscriptions f where f.source_id = source and not f.paused)
          then now() + make_interval(secs => least(seconds, shortest)) end
      where s.id = source returning * into known;
    perform feeds.note_day(source, false, claimed.claimed_until);
    if known.moves >= 3 then perform feeds.move_source(source, moved); end if;
    if not exists (select from feeds.subscriptions f where f.source_id = source and not f.paused and not f.filled) then
      return 0;
    end if;
    if exists (select from feeds.documents d where d.source_id = source and d.version = known.version) then
      return known.version;
    end if;
    -- Somebody came during a fetch that asked for what changed, and its last document is not kept any more.
    update feeds.sources s set due_at = now() where s.id = source;
    return 0;
  end $$;
grant execute on function feeds.note_success(uuid, uuid, integer, text) to palier_app;

-- Settles a claimed fetch that failed, and makes the source due again after so many seconds, unless it ended or nobody follows
-- it. With a `pause`, its server asked to be left alone for so many seconds: the address is, for every tenant. Where another
-- address of the host and port is, too, the host is left alone for a quarter of an hour at most: by the tenant in force where it
-- follows both, and by all where each of the two has a follower that the other lacks. One tenant, who may choose what an address
-- answers, would otherwise hold up the feeds of all others on that host. False, and nothing noted, where the claim is not in
-- force any more. Whoever has just come to a feed that has failed for long would see that from how late it is tried again: it is
-- then tried as after a first failure.
create or replace function feeds.note_failure(source uuid, by uuid, problem text, seconds integer, ended boolean, pause integer)
  returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    claimed feeds.sources;
    anew boolean;
    place text;
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  begin
    -- As in note_success, and before the host, as those who claim lock them.
    select * into claimed from feeds.sources s where s.id = source and s.claim = by for update;
    if not found then return false; end if;
    anew := claimed.failures > 0 and exists (select from feeds.subscriptions f
      where f.source_id = source and not f.paused and f.health_since is null);
    update feeds.sources s set claim = null, claimed_until = null, queued = false, tried_at = now(),
        failures = case when anew then 1 else s.failures + 1 end, failed_at = (now() || s.failed_at)[1:3],
        failing_since = coalesce(s.failing_since, now()), error = problem, ended_at = case when ended then now() end,
        due_at = case when not ended and exists (select from feeds.subscriptions f where f.source_id = source and not f.paused)
          then now() + make_interval(secs => greatest(pause,
            case when anew then least(seconds, 810 + floor(random() * 181)) else seconds end)) end
      where s.id = source;
    perform feeds.note_day(source, true, claimed.claimed_until);
    update feeds.subscriptions f set health_since = now() where f.source_id = source and not f.paused and f.health_since is null;
    if pause > 0 then
      place := substring(claimed.url from '//([^/?#]+)');
      insert into feeds.hosts (host, next_at) values ('busy:' || place || ' ' || claimed.url, now() + make_interval(secs => pause))
        on conflict (host) do update set next_at = excluded.next_at;
      insert into feeds.hosts as h (host, next_at)
        select distinct 'paused:' || w.who || place, now() + make_interval(secs => least(pause, 900))
          -- A space sorts before an exclamation mark: the addresses of this host and port alone.
          from (select substr(b.host, length('busy:' || place || ' ') + 1) as url from feeds.hosts b
              where b.host >= 'busy:' || place || ' ' and b.host < 'busy:' || place || '!' and b.next_at > now()
              order by b.next_at desc limit 20) b
            join feeds.sources o on o.url = b.url and o.url <> claimed.url,
            lateral (
              select tenant || ' ' as who where exists (select from feeds.subscriptions f
                where f.tenant_id = tenant and f.source_id = o.id and not f.paused)
              union all
              select '' where not exists (values (source, o.id), (o.id, source) except
                select f.source_id, x.id from feeds.subscriptions f, (values (source), (o.id)) as x (id)
                  where f.source_id in (source, o.id) and f.source_id <> x.id and not f.paused
                    and not exists (select from feeds.subscriptions n where n.tenant_id = f.tenant_id and n.source_id = x.id))
            ) w
        on conflict (host) do update set next_at = greatest(h.next_at, excluded.next_at);
    end if;
    return true;
  end $$;
grant execute on function feeds.note_failure(uuid, uuid, text, integer, boolean, integer) to palier_app;

-- Notes other validators of an answer that brought nothing new, before its fetch is settled: with the former ones, each request
-- would get the whole document again.
create or replace function feeds.note_validators(source uuid, by uuid, tag text, modified text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update feeds.sources s set etag = tag, last_modified = modified where s.id = source and s.claim = by $$;
grant execute on function feeds.note_validators(uuid, uuid, text, text) to palier_app;

-- Settles a claimed fetch that brought nothing new. False, and nothing noted, where a follower waits for posts, or is to be
-- told that its feed recovered: the fetch is then settled by note_success. True where the claim is not in force any more: nothing
-- is noted, and nothing is left to settle.
create or replace function feeds.note_unchanged(source uuid, by uuid, seconds integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    -- As in note_success, before it is decided: whoever comes meanwhile is seen, or sees what is noted here.
    perform from feeds.sources s where s.id = source and s.claim = by for update;
    if not found then return true; end if;
    if exists (select from feeds.subscriptions f where f.source_id = source and not f.paused and not f.filled)
      or exists (select from feeds.subscriptions f where f.source_id = source and f.sick is not null) then return false; end if;
    perform feeds.note_success(source, by, seconds, null);
    return true;
  end $$;
grant execute on function feeds.note_unchanged(uuid, uuid, integer) to palier_app;
