import { asRole, migration } from '#platform/database';

const tenantInForce = `nullif(current_setting('app.tenant_id', true), '')::uuid`;
const definer = 'security definer set search_path = pg_catalog, pg_temp';

/**
 * Queues the sources that are due, longest due first, each for one of its oldest followers: its work is spread over them.
 * One whose job is lost is due again ten minutes later. One that nobody follows is not due any more. Each is found by its
 * key: PostgreSQL would otherwise read all sources where hundreds are due among some ten thousand.
 */
const queueDue = `
  create function feeds.queue_due(most integer) returns table (tenant_id uuid, sources bigint) language sql ${definer}
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
    with due as materialized (
      select s.id from feeds.sources s where s.due_at <= now() order by s.due_at limit most for update skip locked
    ), chosen as materialized (
      select d.id, (select f.tenant_id from (select n.tenant_id from feeds.subscriptions n
          where n.source_id = d.id and not n.paused order by n.id limit 16) f order by random() limit 1) as tenant_id
        from due d
    ), queued as (
      update feeds.sources s set queued = c.tenant_id is not null,
          due_at = case when c.tenant_id is not null then now() + interval '10 minutes' end
        from chosen c where s.id = c.id
    )
    select c.tenant_id, count(*) from chosen c where c.tenant_id is not null group by 1 $$`;

/**
 * Claims sources of the tenant in force that are queued or due, at most two of a host at once and half a second apart. A
 * claim holds for five minutes, as the fetch of this round: that of a worker that died is made in the next one.
 */
const claim = `
  create function feeds.claim_sources(most integer) returns table (id uuid, claim uuid, url text, private boolean,
      credentials bytea, etag text, last_modified text, body_hash text, failures integer, interval_minutes integer,
      newest_at timestamptz)
    language plpgsql ${definer} as $$
    declare
      candidate record;
      busy integer;
      usable boolean;
      claimed integer := 0;
    begin
      for candidate in
        select f.source_id, f.private, f.credentials, s.host from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
          where f.tenant_id = ${tenantInForce} and not f.paused and (s.queued or s.due_at <= now())
      loop
        exit when claimed = most;
        insert into feeds.hosts (host) values (candidate.host) on conflict do nothing;
        -- A host that asked to be left alone is asked again afterwards: the job does not wait for it.
        update feeds.sources s set queued = false, due_at = h.next_at from feeds.hosts h
          where s.id = candidate.source_id and h.host = candidate.host and h.next_at > now() + interval '30 seconds';
        continue when found;
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
          with taken as (
            select s.id from feeds.sources s where s.id = candidate.source_id and (s.queued or s.due_at <= now())
              for update skip locked
          )
          update feeds.sources s set claim = gen_random_uuid(), claimed_until = now() + interval '5 minutes', queued = false,
              due_at = now() + interval '5 minutes'
            from taken where s.id = taken.id
            returning s.id, s.claim, s.url, candidate.private, candidate.credentials,
              case when usable then s.etag end, case when usable then s.last_modified end, case when usable then s.body_hash end,
              s.failures, s.interval_minutes, s.newest_at;
        if found then
          claimed := claimed + 1;
          update feeds.hosts h set next_at = clock_timestamp() + interval '0.5 seconds' where h.host = candidate.host;
        end if;
      end loop;
    end $$`;
/** Claims a source that the caller has fetched already, unless another fetch of it is under way. */
const claimOne = `
  create function feeds.claim_source(source uuid) returns uuid language sql ${definer} as $$
    update feeds.sources s set claim = gen_random_uuid(), claimed_until = now() + interval '5 minutes', queued = false,
        due_at = now() + interval '5 minutes'
      where s.id = source and (s.claim is null or s.claimed_until <= now())
        and exists (select from feeds.subscriptions f where f.source_id = source and f.tenant_id = ${tenantInForce})
      returning s.claim $$`;

/** Whether sources of the tenant in force wait, such as those of a busy host. */
const left = `
  create function feeds.sources_left() returns boolean language sql stable ${definer} as $$
    select exists (select from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
      where f.tenant_id = ${tenantInForce} and not f.paused and (s.queued or s.due_at <= now())) $$`;

/** Has the feeds of the tenant in force fetched soon, but those that were tried within a minute or have ended. */
const ask = `
  create function feeds.queue_sources() returns integer language sql ${definer} as $$
    with asked as (
      update feeds.sources s set queued = true, due_at = now() + interval '10 minutes'
        where s.id in (select f.source_id from feeds.subscriptions f where f.tenant_id = ${tenantInForce} and not f.paused)
          and s.ended_at is null and (s.tried_at is null or s.tried_at < now() - interval '1 minute')
          and (s.claim is null or s.claimed_until <= now())
        returning 1
    )
    select count(*)::integer from asked $$`;

/** Fetches in a row that must say that a feed moved for good, before its subscriptions follow. */
const confirmations = 3;

/** Moves a source to another address, or its followers to the source that has that address already. */
const move = `
  create function feeds.move_source(source uuid, target text) returns void language plpgsql ${definer} as $$
    declare
      alone uuid := (select s.only_tenant from feeds.sources s where s.id = source);
      other uuid;
    begin
      -- Locked, so that it is not forgotten with its last follower before it gets others.
      select s.id into other from feeds.sources s where s.url = target and s.only_tenant is not distinct from alone for update;
      if other is null then
        update feeds.sources s set url = target, host = substring(target from '//([^/?#]+)'), moved_to = null, moves = 0
          where s.id = source;
        update feeds.subscriptions f set url = target where f.source_id = source;
        return;
      end if;
      -- A tenant that follows both keeps both. What the other one brought before, those who come to it do not have.
      update feeds.subscriptions f set url = target, source_id = other, filled = false
        where f.source_id = source and not exists (select from feeds.subscriptions o where o.tenant_id = f.tenant_id and o.source_id = other);
      update feeds.sources s set due_at = least(coalesce(s.due_at, now()), now()) where s.id = other and s.ended_at is null;
      delete from feeds.sources s where s.id = source and not exists (select from feeds.subscriptions f where f.source_id = source);
    end $$`;

/**
 * Notes that a claimed fetch succeeded. The next one is due after so many seconds, or at the shortest interval of a follower.
 * Returns the version to deliver to followers without posts, 0 where there are none, null where the claim is not in force.
 */
const succeeded = `
  create function feeds.note_success(source uuid, by uuid, seconds integer, moved text) returns integer language plpgsql ${definer} as $$
    declare
      known feeds.sources;
      shortest integer := (select min(f.interval_minutes) * 60 from feeds.subscriptions f
        where f.source_id = source and not f.paused and f.interval_minutes is not null);
    begin
      update feeds.sources s set claim = null, claimed_until = null, queued = false, tried_at = now(), succeeded_at = now(),
          failures = 0, failing_since = null, error = null, moved_to = moved,
          moves = case when moved is null then 0 when s.moved_to = moved then s.moves + 1 else 1 end,
          due_at = case when exists (select from feeds.subscriptions f where f.source_id = source and not f.paused)
            then now() + make_interval(secs => least(seconds, shortest)) end
        where s.id = source and s.claim = by returning * into known;
      if not found then return null; end if;
      if known.moves >= ${confirmations} then perform feeds.move_source(source, moved); end if;
      return case when exists (select from feeds.subscriptions f where f.source_id = source and not f.paused and not f.filled)
        then known.version else 0 end;
    end $$`;

/**
 * Stores what a claimed fetch brought, as a new version where a post is new or edited. Returns the version to deliver, 0 where
 * every follower has its posts, null where the claim is not in force.
 */
const store = `
  create function feeds.store_document(source uuid, by uuid, seconds integer, moved text, about jsonb, posts jsonb) returns integer
    language plpgsql ${definer} as $$
    declare
      known feeds.sources;
      compared jsonb;
      changed boolean;
      -- Whether it has other posts than the last document: a new follower must not get those that are gone.
      replaced boolean;
      deliverable integer;
    begin
      select * into known from feeds.sources s where s.id = source and s.claim = by for update;
      if not found then return null; end if;
      select coalesce(jsonb_agg(p || jsonb_build_object('state', state)), '[]'), coalesce(bool_or(state <> 'same'), false)
        into compared, changed
        from jsonb_array_elements(posts) p, lateral (select case when not known.entries ? (p->>'identity') then 'new'
          when known.entries->>(p->>'identity') <> p->>'hash' then 'edited' else 'same' end) as c (state);
      replaced := changed or known.version = 0
        or jsonb_array_length(posts) <> (select count(*) from jsonb_object_keys(known.entries));
      if replaced
        or not exists (select from feeds.documents d where d.source_id = source and d.version = known.version) then
        insert into feeds.documents (source_id, version, posts) values (source, known.version + 1, compared);
        known.version := known.version + 1;
      end if;
      update feeds.sources s set version = known.version, etag = about->>'etag', last_modified = about->>'lastModified',
          body_hash = about->>'bodyHash', title = about->>'title', site_url = about->>'siteUrl',
          interval_minutes = (about->>'intervalMinutes')::integer, newest_at = (about->>'newestAt')::timestamptz,
          entries = case when replaced then
            (select coalesce(jsonb_object_agg(p->>'identity', p->>'hash'), '{}') from jsonb_array_elements(posts) p) else s.entries end
        where s.id = source;
      deliverable := feeds.note_success(source, by, seconds, moved);
      return case when changed then known.version else deliverable end;
    end $$`;

/** Notes that a claimed fetch failed; the host is left alone for so many seconds where it asked for that. */
const failed = `
  create function feeds.note_failure(source uuid, by uuid, problem text, seconds integer, ended boolean, pause integer) returns boolean
    language plpgsql ${definer} as $$
    declare
      asked text;
    begin
      update feeds.sources s set claim = null, claimed_until = null, queued = false, tried_at = now(), failures = s.failures + 1,
          failing_since = coalesce(s.failing_since, now()), error = problem, ended_at = case when ended then now() end,
          due_at = case when not ended and exists (select from feeds.subscriptions f where f.source_id = source and not f.paused)
            then now() + make_interval(secs => seconds) end
        where s.id = source and s.claim = by returning s.host into asked;
      if not found then return false; end if;
      update feeds.subscriptions f set health_since = now() where f.source_id = source and not f.paused and f.health_since is null;
      if pause > 0 then
        update feeds.hosts h set next_at = greatest(h.next_at, now() + make_interval(secs => pause)) where h.host = asked;
      end if;
      return true;
    end $$`;

/** How the sources of subscriptions of the tenant in force do, as far as it may know: from its own first fetch on. */
const health = `
  create function feeds.health_of(subscriptions uuid[]) returns table (id uuid, tried_at timestamptz, succeeded_at timestamptz,
      failing_since timestamptz, error text, ended_at timestamptz, due_at timestamptz)
    language sql stable ${definer} as $$
    select f.id, case when s.tried_at >= f.health_since then s.tried_at end,
        case when s.succeeded_at >= f.health_since then s.succeeded_at end, case when s.failing_since is not null then greatest(s.failing_since, f.health_since) end, s.error,
        case when s.ended_at is not null then greatest(s.ended_at, f.health_since) end, s.due_at
      from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
      where f.tenant_id = ${tenantInForce} and f.id = any (subscriptions) and f.health_since is not null $$`;

const callable = [
  ...['queue_due(integer)', 'claim_sources(integer)', 'claim_source(uuid)', 'sources_left()', 'queue_sources()'],
  ...['note_success(uuid, uuid, integer, text)', 'store_document(uuid, uuid, integer, text, jsonb, jsonb)'],
  ...['note_failure(uuid, uuid, text, integer, boolean, integer)', 'health_of(uuid[])'],
].map((name) => `feeds.${name}`);

/** How the sources of all tenants are fetched, each once a round. */
export const FeedsSync1763700006200 = migration(
  'FeedsSync1763700006200',
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    ...[queueDue, claim, claimOne, left, ask, move, succeeded, store, failed, health],
    `grant execute on function ${callable.join(', ')} to palier_app`,
  ),
);
