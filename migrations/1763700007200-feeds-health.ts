import { asRole, declareTable, migration } from '#platform/database';

const tenantInForce = `nullif(current_setting('app.tenant_id', true), '')::uuid`;
const definer = 'security definer set search_path = pg_catalog, pg_temp';
const today = `(now() at time zone 'UTC')::date`;

const tables = `
  create table feeds.source_days (
    source_id  uuid not null references feeds.sources on delete cascade,
    -- Of UTC.
    day        date not null,
    fetches    integer not null,
    failures   integer not null,
    new_posts  integer not null default 0,
    -- From the claim until the answer was read.
    slowest_ms integer not null,
    primary key (source_id, day)
  );
  create index source_days_by_age on feeds.source_days (day);
  grant select, insert, update on feeds.source_days to palier_cross_tenant;

  -- When the last three fetches failed, the latest first; none once one succeeded.
  alter table feeds.sources add column failed_at timestamptz(3)[] not null default '{}';

  alter table feeds.subscriptions
    -- 'failing' or 'ended' from when its tenant is told so until it is told that the feed recovered.
    add column sick text collate "C",
    -- Since when it fails, as far as its tenant may know; of no meaning where it is not sick.
    add column sick_since timestamptz(3) not null default 'epoch';
  grant update (sick, sick_since) on feeds.subscriptions to palier_cross_tenant`;

/** Feeds that had ended before do not count as fine. Their tenants are not told of it anew. */
const ended = `
  update feeds.subscriptions f set sick = 'ended', sick_since = greatest(s.failing_since, f.health_since)
    from feeds.sources s where s.id = f.source_id and s.ended_at is not null and s.failing_since is not null and f.health_since is not null`;

/** What the tenant is not told any more how its feed did before, it is not told that it recovers from, either. */
const forgetSickness = `
  create function feeds.forget_sickness() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      new.sick := null;
      return new;
    end $$;
  -- After the trigger follow_source, which is the first by name.
  create trigger forget_sickness before insert or update on feeds.subscriptions for each row
    when (new.health_since is null and new.sick is not null) execute function feeds.forget_sickness()`;

/** Counts a fetch in the history of its source. A claim holds for five minutes: its end tells when it began. */
const noteDay = `
  create function feeds.note_day(source uuid, failed boolean, claim_ends timestamptz) returns void language sql ${definer} as $$
    insert into feeds.source_days as d (source_id, day, fetches, failures, slowest_ms)
      values (source, ${today}, 1, failed::integer,
        greatest(0, extract(epoch from now() - claim_ends + interval '5 minutes') * 1000)::integer)
      on conflict (source_id, day) do update set fetches = d.fetches + 1, failures = d.failures + excluded.failures,
        slowest_ms = greatest(d.slowest_ms, excluded.slowest_ms) $$`;

/** Moves a source as before. Of the one that has the address already, those who come to it know nothing of the time before. */
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
      update feeds.subscriptions f set url = target, source_id = other, filled = false, health_since = null
        where f.source_id = source and not exists (select from feeds.subscriptions o where o.tenant_id = f.tenant_id and o.source_id = other);
      if found then
        update feeds.sources s set ended_at = null,
            due_at = case when s.claimed_until > now() then s.due_at else least(coalesce(s.due_at, now()), now()) end
          where s.id = other;
      end if;
      delete from feeds.sources s where s.id = source and not exists (select from feeds.subscriptions f where f.source_id = source);
    end $$`;

/** The fetch of a source is settled once its lock is held: whoever follows or resumes it meanwhile is then seen. */
const lockClaimed = `select * into claimed from feeds.sources s where s.id = source and s.claim = by for update;`;

/** As before, and counted in the history of the source. */
const succeeded = `
  create or replace function feeds.note_success(source uuid, by uuid, seconds integer, moved text) returns integer
    language plpgsql ${definer} as $$
    declare
      claimed feeds.sources;
      known feeds.sources;
      shortest integer;
    begin
      ${lockClaimed}
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
      if not exists (select from feeds.subscriptions f where f.source_id = source and not f.paused and not f.filled) then return 0; end if;
      if exists (select from feeds.documents d where d.source_id = source and d.version = known.version) then return known.version; end if;
      -- Somebody came during a fetch that asked for what changed, and its last document is not kept any more.
      update feeds.sources s set due_at = now() where s.id = source;
      return 0;
    end $$`;

/** As before, and its new posts are counted in the history of the source. */
const store = `
  create or replace function feeds.store_document(source uuid, by uuid, seconds integer, moved text, about jsonb, posts jsonb)
    returns integer language plpgsql ${definer} as $$
    declare
      known feeds.sources;
      compared jsonb;
      changed boolean;
      added integer;
      -- Whether it has other posts than the last document: a new follower must not get those that are gone.
      replaced boolean;
      deliverable integer;
    begin
      select * into known from feeds.sources s where s.id = source and s.claim = by for update;
      if not found then return null; end if;
      -- Joined, and not looked up one by one: each look-up would read all entries.
      select coalesce(jsonb_agg(p || jsonb_build_object('state', state) order by place), '[]'), coalesce(bool_or(state <> 'same'), false),
          count(*) filter (where state = 'new')
        into compared, changed, added
        from jsonb_array_elements(posts) with ordinality as e (p, place)
          left join jsonb_each_text(known.entries) as k (identity, hash) on k.identity = e.p->>'identity',
          lateral (select case when k.identity is null then 'new' when k.hash <> e.p->>'hash' then 'edited' else 'same' end) as c (state);
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
      if added > 0 then
        update feeds.source_days d set new_posts = d.new_posts + added where d.source_id = source and d.day = ${today};
      end if;
      return case when changed then known.version else deliverable end;
    end $$`;

/**
 * As before, and counted in the history of the source. Whoever has just come to a feed that has failed for long would see that
 * from how late it is tried again: it is then tried as after a first failure.
 */
const failed = `
  create or replace function feeds.note_failure(source uuid, by uuid, problem text, seconds integer, ended boolean, pause integer)
    returns boolean language plpgsql ${definer} as $$
    declare
      claimed feeds.sources;
      anew boolean;
    begin
      ${lockClaimed}
      if not found then return false; end if;
      anew := claimed.failures > 0 and exists (select from feeds.subscriptions f
        where f.source_id = source and not f.paused and f.health_since is null);
      update feeds.sources s set claim = null, claimed_until = null, queued = false, tried_at = now(),
          failures = case when anew then 1 else s.failures + 1 end, failed_at = (now() || s.failed_at)[1:3],
          failing_since = coalesce(s.failing_since, now()), error = problem, ended_at = case when ended then now() end,
          due_at = case when not ended and exists (select from feeds.subscriptions f where f.source_id = source and not f.paused)
            then now() + make_interval(secs => case when anew then least(seconds, 810 + floor(random() * 181)) else seconds end) end
        where s.id = source;
      perform feeds.note_day(source, true, claimed.claimed_until);
      update feeds.subscriptions f set health_since = now() where f.source_id = source and not f.paused and f.health_since is null;
      if pause > 0 then
        update feeds.hosts h set next_at = greatest(h.next_at, now() + make_interval(secs => pause)) where h.host = claimed.host;
      end if;
      return true;
    end $$`;

/** As before, and when it is tried next: now, where it waits for its turn or is being fetched. */
const health = `
  create or replace function feeds.health_of(subscriptions uuid[]) returns table (id uuid, tried_at timestamptz,
      succeeded_at timestamptz, failing_since timestamptz, error text, ended_at timestamptz, due_at timestamptz)
    language sql stable ${definer} as $$
    select f.id, case when s.tried_at >= f.health_since then s.tried_at end,
        case when s.succeeded_at >= f.health_since then s.succeeded_at end, case when s.failing_since is not null then greatest(s.failing_since, f.health_since) end, s.error,
        case when s.ended_at is not null then greatest(s.ended_at, f.health_since) end,
        case when s.queued or s.claimed_until > now() then now() else s.due_at end
      from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
      where f.tenant_id = ${tenantInForce} and f.id = any (subscriptions) and f.health_since is not null $$`;

/**
 * The days of a subscription of the tenant in force, from the day after its own first fetch on: that day has fetches for
 * others, too.
 */
const days = `
  create function feeds.days_of(subscription uuid)
    returns table (day date, fetches integer, failures integer, new_posts integer, slowest_ms integer)
    language sql stable ${definer} as $$
    select d.day, d.fetches, d.failures, d.new_posts, d.slowest_ms
      from feeds.subscriptions f join feeds.source_days d on d.source_id = f.source_id
      where f.tenant_id = ${tenantInForce} and f.id = subscription and d.day > ${today} - 30
        and d.day > (f.health_since at time zone 'UTC')::date
      order by d.day $$`;

/**
 * The share of fetches that succeeded, in percent; each day counts a tenth less than the one after it. On the first day the last
 * fetch alone decides. Null before the first fetch.
 */
const score = `
  create function feeds.score_of(subscription uuid) returns integer language sql stable ${definer} as $$
    select coalesce(
        (select round(100 * sum((d.fetches - d.failures) * power(0.9::float8, ${today} - d.day)) / sum(d.fetches * power(0.9::float8, ${today} - d.day)))
          from feeds.days_of(f.id) d),
        case when s.error is null then 100 else 0 end)::integer
      from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
      where f.tenant_id = ${tenantInForce} and f.id = subscription and f.health_since is not null $$`;

/** What a follower is to be told of its feed: that it fails once it saw three fetches fail in a row, and what is for good at once. */
const sickness = `case when s.error is null then null when s.ended_at is not null then 'ended'
  when f.health_since <= s.failed_at[3] then 'failing' else f.sick end`;

/** Whether followers of a source are to be told how it does. */
const changed = `
  create function feeds.health_changed(source uuid) returns boolean language plpgsql ${definer} as $$
    declare
      known feeds.sources;
    begin
      select * into known from feeds.sources s where s.id = source;
      if known.error is null then
        return exists (select from feeds.subscriptions f where f.source_id = source and f.sick is not null);
      end if;
      return (known.ended_at is not null or known.failed_at[3] is not null)
        and exists (select from feeds.followers_to_tell(source, '00000000-0000-0000-0000-000000000000', 1));
    end $$`;

const toTell = `
  create function feeds.followers_to_tell(source uuid, after uuid, most integer) returns table (tenant_id uuid, id uuid)
    language sql ${definer} as $$
    select f.tenant_id, f.id from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
      where f.source_id = source and not f.paused and f.id > after and f.health_since is not null
        and f.sick is distinct from ${sickness}
      order by f.id limit most $$`;

/** Notes that the tenant in force is told how the feed of a subscription does. No row where there is nothing to tell. */
const tell = `
  create function feeds.tell_follower(subscription uuid) returns table (failing boolean, reason text, since timestamptz)
    language plpgsql ${definer} as $$
    begin
      -- Of two that tell at once, the second finds nothing to tell.
      perform feeds.lock_source(subscription);
      return query
        with found as (
          select f.id as of, f.sick as before, ${sickness} as after, s.error, greatest(s.failing_since, f.health_since) as failing_since,
              s.succeeded_at
            from feeds.subscriptions f join feeds.sources s on s.id = f.source_id
            where f.tenant_id = ${tenantInForce} and f.id = subscription and not f.paused and f.health_since is not null
        ), noted as (
          update feeds.subscriptions f set sick = o.after, sick_since = coalesce(o.failing_since, f.sick_since)
            from found o where f.tenant_id = ${tenantInForce} and f.id = o.of and o.before is distinct from o.after
        )
        select o.after is not null, o.error, case when o.after is null then o.succeeded_at else o.failing_since end
          from found o where (o.before is null) <> (o.after is null);
    end $$`;

const callable = ['days_of(uuid)', 'score_of(uuid)', 'health_changed(uuid)', 'followers_to_tell(uuid, uuid, integer)']
  .concat('tell_follower(uuid)')
  .map((name) => `feeds.${name}`);

/** How feeds do: a history of each, and who is told that one fails or recovered. */
export const FeedsHealth1763700007200 = migration(
  'FeedsHealth1763700007200',
  tables,
  forgetSickness,
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    ended,
    ...[noteDay, move, succeeded, store, failed, health, days, score, toTell, changed, tell],
    `grant execute on function ${callable.join(', ')} to palier_app`,
  ),
  declareTable('feeds.source_days', {
    kind: 'shared',
    holds: 'How many fetches of a feed there were on a day, how many failed, and what they brought.',
    through: 'functions',
    retention: { column: 'day', after: '30 days' },
  }),
);
