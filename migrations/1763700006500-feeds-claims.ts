import { asRole, migration } from '#platform/database';

const tenantInForce = `nullif(current_setting('app.tenant_id', true), '')::uuid`;
const definer = 'security definer set search_path = pg_catalog, pg_temp';

/**
 * Queues as before, but chooses the followers once the sources are locked: whoever begins to follow one meanwhile is then seen,
 * and the source stays due.
 */
const queueDue = `
  create or replace function feeds.queue_due(most integer) returns table (tenant_id uuid, sources bigint) language plpgsql ${definer}
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
    declare
      due uuid[];
    begin
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
    end $$`;

/**
 * Claims sources as before, but tries each host once a call: a tenant with thousands of feeds of a busy host would otherwise
 * ask for that host once a feed.
 */
const claim = `
  create or replace function feeds.claim_sources(most integer) returns table (id uuid, claim uuid, url text, private boolean,
      credentials bytea, etag text, last_modified text, body_hash text, failures integer, interval_minutes integer,
      newest_at timestamptz)
    language plpgsql ${definer} as $$
    declare
      candidate record;
      tried text[] := '{}';
      free_at timestamptz;
      busy integer;
      usable boolean;
      claimed integer := 0;
    begin
      for candidate in
        select f.source_id, f.private, f.credentials, s.host from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
          where f.tenant_id = ${tenantInForce} and not f.paused and (s.queued or s.due_at <= now())
      loop
        exit when claimed = most;
        continue when candidate.host = any (tried);
        tried := tried || candidate.host;
        free_at := (select h.next_at from feeds.hosts h where h.host = candidate.host);
        if free_at > now() + interval '30 seconds' then
          -- All feeds of a host that asked to be left alone are due afterwards: the job does not wait for them.
          with paused as (
            select s.id from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
              where f.tenant_id = ${tenantInForce} and not f.paused and s.host = candidate.host and (s.queued or s.due_at <= now())
              for update of s skip locked
          )
          update feeds.sources s set queued = false, due_at = free_at from paused p where s.id = p.id;
          continue;
        end if;
        -- Before its host, as those that settle a fetch lock them. Nothing here waits for another, but for the row of a new host.
        perform from feeds.sources s where s.id = candidate.source_id and (s.queued or s.due_at <= now())
          and (s.claim is null or s.claimed_until <= now()) for update skip locked;
        continue when not found;
        -- Times are rounded to milliseconds: that of now may be later than now.
        insert into feeds.hosts (host, next_at) values (candidate.host, now() - interval '1 millisecond') on conflict do nothing;
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
    end $$`;

/**
 * Has the feed of a subscription of the tenant in force fetched soon, also one that had ended. One that was tried within a
 * minute is due once that minute has passed. One that is being fetched is left to its fetch, which waits for the lock that
 * this takes.
 */
const askOne = `
  create function feeds.queue_source(subscription uuid) returns void language sql ${definer} as $$
    update feeds.sources s
      set ended_at = null, queued = s.queued or (coalesce(s.claimed_until <= now(), true) and coalesce(s.tried_at <= now() - interval '1 minute', true)),
        due_at = case when s.claimed_until > now() then s.due_at
          when s.tried_at > now() - interval '1 minute' then least(s.due_at, s.tried_at + interval '1 minute')
          else now() + interval '10 minutes' end
      from feeds.subscriptions f
      where f.tenant_id = ${tenantInForce} and f.id = subscription and not f.paused and s.id = f.source_id $$`;

/** Locks the feed of a subscription before that is changed or deleted: all others lock a feed before its followers, too. */
const lockOne = `
  create function feeds.lock_source(subscription uuid) returns void language sql ${definer} as $$
    select from feeds.sources s
      where s.id = (select f.source_id from feeds.subscriptions f where f.tenant_id = ${tenantInForce} and f.id = subscription)
      for update $$`;

const followed = 'select from feeds.subscriptions f where f.tenant_id = new.tenant_id and f.source_id = s.id';

/**
 * A subscription that comes from an archive knows nothing of the source that it follows here. Whoever follows a feed already
 * does not have it fetched by importing it again.
 */
const follow = `
  create or replace function feeds.follow_source() returns trigger language plpgsql ${definer} as $$
    begin
      -- Whose row it is, row level security checks after this.
      if new.url is null then return new; end if;
      new.health_since := null;
      new.filled := false;
      insert into feeds.sources as s (id, url, only_tenant, host, due_at)
        values (gen_random_uuid(), new.url, case when new.private then new.tenant_id end, substring(new.url from '//([^/?#]+)'), now())
        on conflict (url, only_tenant) do update set
          ended_at = case when exists (${followed}) then s.ended_at end,
          due_at = case when s.claimed_until > now() or exists (${followed}) then s.due_at else least(s.due_at, now()) end
        returning s.id into new.source_id;
      return new;
    end $$`;

/**
 * Moves a source as before. The one that has the address already is due where followers came to it, also where it had ended,
 * and is left to a fetch that is under way.
 */
const move = `
  create or replace function feeds.move_source(source uuid, target text) returns void language plpgsql ${definer} as $$
    declare
      alone uuid := (select s.only_tenant from feeds.sources s where s.id = source);
      other uuid;
    begin
      -- Locked, so that it is not forgotten with its last follower before it gets others.
      select s.id into other from feeds.sources s where s.url = target and s.only_tenant is not distinct from alone for update;
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
      -- A tenant that follows both keeps both. What the other one brought before, those who come to it do not have.
      update feeds.subscriptions f set url = target, source_id = other, filled = false
        where f.source_id = source and not exists (select from feeds.subscriptions o where o.tenant_id = f.tenant_id and o.source_id = other);
      if found then
        update feeds.sources s set ended_at = null,
            due_at = case when s.claimed_until > now() then s.due_at else least(coalesce(s.due_at, now()), now()) end
          where s.id = other;
      end if;
      delete from feeds.sources s where s.id = source and not exists (select from feeds.subscriptions f where f.source_id = source);
    end $$`;

/** The fetch of a source is settled once its lock is held: whoever follows or resumes it meanwhile is then seen. */
const lockClaimed = 'perform from feeds.sources s where s.id = source and s.claim = by for update;';

const succeeded = `
  create or replace function feeds.note_success(source uuid, by uuid, seconds integer, moved text) returns integer
    language plpgsql ${definer} as $$
    declare
      known feeds.sources;
      shortest integer;
    begin
      ${lockClaimed}
      if not found then return null; end if;
      shortest := (select min(f.interval_minutes) * 60 from feeds.subscriptions f
        where f.source_id = source and not f.paused and f.interval_minutes is not null);
      update feeds.sources s set claim = null, claimed_until = null, queued = false, tried_at = now(), succeeded_at = now(),
          failures = 0, failing_since = null, error = null, moved_to = moved,
          moves = case when moved is null then 0 when s.moved_to = moved then s.moves + 1 else 1 end,
          due_at = case when exists (select from feeds.subscriptions f where f.source_id = source and not f.paused)
            then now() + make_interval(secs => least(seconds, shortest)) end
        where s.id = source returning * into known;
      if known.moves >= 3 then perform feeds.move_source(source, moved); end if;
      if not exists (select from feeds.subscriptions f where f.source_id = source and not f.paused and not f.filled) then return 0; end if;
      if exists (select from feeds.documents d where d.source_id = source and d.version = known.version) then return known.version; end if;
      -- Somebody came during a fetch that asked for what changed, and its last document is not kept any more.
      update feeds.sources s set due_at = now() where s.id = source;
      return 0;
    end $$`;

const failed = `
  create or replace function feeds.note_failure(source uuid, by uuid, problem text, seconds integer, ended boolean, pause integer)
    returns boolean language plpgsql ${definer} as $$
    declare
      asked text;
    begin
      ${lockClaimed}
      if not found then return false; end if;
      update feeds.sources s set claim = null, claimed_until = null, queued = false, tried_at = now(), failures = s.failures + 1,
          failing_since = coalesce(s.failing_since, now()), error = problem, ended_at = case when ended then now() end,
          due_at = case when not ended and exists (select from feeds.subscriptions f where f.source_id = source and not f.paused)
            then now() + make_interval(secs => seconds) end
        where s.id = source returning s.host into asked;
      update feeds.subscriptions f set health_since = now() where f.source_id = source and not f.paused and f.health_since is null;
      if pause > 0 then
        update feeds.hosts h set next_at = greatest(h.next_at, now() + make_interval(secs => pause)) where h.host = asked;
      end if;
      return true;
    end $$`;

/**
 * A fetch that came to nothing because the database was busy says nothing of the feed. It is due again after as long as it waited
 * already, so that one which the database never stores in time is asked for less and less.
 */
const release = `
  create function feeds.release_source(source uuid, by uuid) returns void language sql ${definer} as $$
    update feeds.sources s set claim = null, claimed_until = null, queued = false,
        due_at = now() + greatest('1 minute', least('1 day', coalesce(now() - s.tried_at, '5 minutes')))
      where s.id = source and s.claim = by $$`;

/** What is claimed, asked for and settled, where feeds of one host are many and followers come and go meanwhile. */
export const FeedsClaims1763700006500 = migration(
  'FeedsClaims1763700006500',
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    ...[queueDue, claim, askOne, lockOne, follow, move, succeeded, failed, release],
    'grant execute on function feeds.queue_source(uuid), feeds.lock_source(uuid), feeds.release_source(uuid, uuid) to palier_app',
  ),
);
