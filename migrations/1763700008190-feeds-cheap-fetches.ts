import { asRole, migration } from '#platform/database';

const tenantInForce = `nullif(current_setting('app.tenant_id', true), '')::uuid`;
const definer = 'security definer set search_path = pg_catalog, pg_temp';

/**
 * Claims sources as before, several at once where they are of several hosts. Nothing here waits for another, so that two who
 * claim several never wait for each other: of those who would make the row of a new host, one does, and the others come later.
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
      if most < 1 then return; end if;
      for candidate in
        -- Each source by its key: PostgreSQL would otherwise read all of them, as it takes few to be due.
        select f.source_id, f.private, f.credentials, s.host from feeds.subscriptions f,
            lateral (select d.host from feeds.sources d where d.id = f.source_id and (d.queued or d.due_at <= now()) offset 0) s
          where f.tenant_id = ${tenantInForce} and not f.paused
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
    end $$`;

/**
 * Notes that a claimed fetch brought nothing new. False, and nothing noted, where a follower waits for posts, or is to be told
 * that its feed recovered: the fetch is then settled as others are.
 */
const unchanged = `
  create function feeds.note_unchanged(source uuid, by uuid, seconds integer) returns boolean language plpgsql ${definer} as $$
    begin
      -- As where it is settled: whoever comes meanwhile is seen, or sees what is noted here.
      perform from feeds.sources s where s.id = source and s.claim = by for update;
      if exists (select from feeds.subscriptions f where f.source_id = source and not f.paused and not f.filled)
        or exists (select from feeds.subscriptions f where f.source_id = source and f.sick is not null) then return false; end if;
      perform feeds.note_success(source, by, seconds, null);
      return true;
    end $$`;

/** As before, each source by its key. */
const left = `
  create or replace function feeds.sources_left() returns boolean language sql stable ${definer} as $$
    select exists (select from feeds.subscriptions f,
        lateral (select from feeds.sources d where d.id = f.source_id and (d.queued or d.due_at <= now()) offset 0) s
      where f.tenant_id = ${tenantInForce} and not f.paused) $$`;

const marks = '[\\u0300-\\u036f\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u3099\\u309a]';

/** As before, but spaces are not made one before all that is no letter or digit is. */
const searchable = `
  create or replace function platform.searchable(given text) returns text language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp as $$
      select regexp_replace(replace(replace(replace(replace(replace(replace(
        lower(regexp_replace(normalize(given, nfkd), '${marks}', '', 'g')),
        'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '[^[:alnum:]]+', ' ', 'g') $$`;

/** As before, but the text is made once: PostgreSQL would otherwise put what makes it in each of the three places. */
const search = `
  create or replace function feeds.search_of(title text, author text, tags text[], content text) returns tsvector language sql
    immutable set search_path = pg_catalog, pg_temp as $$
      select strip(to_tsvector('simple', w) || to_tsvector('french', w) || to_tsvector('english', w))
        from (select left(platform.searchable(concat_ws(' ', title, author, array_to_string(tags, ' '), feeds.text_of(content))),
          50000) offset 0) as words (w) $$`;

/** A fetch that finds nothing new is settled by one statement, which claims the next one; the words of a post are read once. */
export const FeedsCheapFetches1763700008190 = migration(
  'FeedsCheapFetches1763700008190',
  searchable,
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    ...[claim, unchanged, left, search],
    'grant execute on function feeds.note_unchanged(uuid, uuid, integer) to palier_app',
  ),
);
