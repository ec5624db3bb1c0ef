import { asRole, declareTable, migration } from '#platform/database';

const marks = '[\\u0300-\\u036f\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u3099\\u309a]';

/** One way to compare and find texts, for all contexts. */
const texts = `
  -- Without case, accents, and the points of Hebrew, Arabic and Japanese; one space for several.
  create function platform.folded(given text) returns text language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp as $$
      select regexp_replace(replace(replace(replace(replace(replace(replace(
        lower(regexp_replace(normalize(given, nfkd), '${marks}', '', 'g')),
        'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '\\s+', ' ', 'g') $$;

  -- Runs of letters and digits.
  create function platform.searchable(given text) returns text language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp as $$ select regexp_replace(platform.folded(given), '[^[:alnum:]]+', ' ', 'g') $$;

  create or replace function catalog.searchable(given text) returns text language sql immutable parallel safe
    return platform.searchable(given);
  grant usage on schema platform to palier_cross_tenant;
  grant execute on function platform.folded(text) to palier_cross_tenant, palier_app;
  grant execute on function platform.searchable(text) to palier_cross_tenant`;

const tables = `
  create table feeds.filters (
    tenant_id       uuid not null,
    id              uuid not null,
    name            text not null check (length(name) between 1 and 100),
    name_key        text collate "C" not null generated always as (lower(name)) stored,
    action          text not null check (action in ('keep', 'drop', 'mark')),
    -- Of these posts alone; of all where both are null.
    subscription_id uuid,
    folder_id       uuid,
    fields          text[] not null check (fields <@ array['title', 'author', 'tags', 'content', 'url'] and cardinality(fields) > 0),
    terms           text[] not null check (cardinality(terms) <= 10),
    -- As texts are compared. An empty one would be found in each text.
    keys            text[] not null check (cardinality(keys) = cardinality(terms) and array_position(keys, '') is null),
    version         integer not null default 1,
    created_at      timestamptz(3) not null default now(),
    updated_at      timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    constraint filters_by_name unique (tenant_id, name_key),
    foreign key (tenant_id, subscription_id) references feeds.subscriptions on delete cascade,
    foreign key (tenant_id, folder_id) references feeds.folders on delete cascade
  );
  create index filters_of_subscription on feeds.filters (tenant_id, subscription_id) where subscription_id is not null;
  create index filters_of_folder on feeds.filters (tenant_id, folder_id) where folder_id is not null;
  grant select, insert, delete, update (name, action, subscription_id, folder_id, fields, terms, keys, version, updated_at)
    on feeds.filters to palier_app;
  create policy cross_tenant on feeds.filters to palier_cross_tenant using (true) with check (true);
  -- The right to update lets them be locked.
  grant select, update (version) on feeds.filters to palier_cross_tenant;

  create table feeds.marked_posts (
    tenant_id uuid not null,
    filter_id uuid not null,
    post_id   uuid not null,
    -- Of the post.
    sorted_at timestamptz(3) not null,
    -- Whether an event told of it.
    announced boolean not null,
    primary key (tenant_id, filter_id, post_id),
    foreign key (tenant_id, filter_id) references feeds.filters on delete cascade,
    foreign key (tenant_id, post_id) references feeds.posts on delete cascade
  );
  create index marked_posts_by_time on feeds.marked_posts (tenant_id, filter_id, sorted_at, post_id);
  create index marked_posts_of_post on feeds.marked_posts (tenant_id, post_id);
  create index marked_posts_to_announce on feeds.marked_posts (tenant_id, filter_id, post_id) where not announced;
  grant select, update (announced), delete on feeds.marked_posts to palier_app;
  create policy cross_tenant on feeds.marked_posts to palier_cross_tenant using (true) with check (true);
  grant select, insert on feeds.marked_posts to palier_cross_tenant;

  -- What searches find it by; null until an earlier post was read again.
  alter table feeds.posts add column search tsvector;
  create policy cross_tenant on feeds.labelled_posts to palier_cross_tenant using (true);
  grant select on feeds.labelled_posts to palier_cross_tenant`;

const words = `
  -- The text of HTML, as far as it is searched and filtered.
  create function feeds.text_of(content text) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
    select left(regexp_replace(left(content, 100000), '<[^>]*>', ' ', 'g'), 50000) $$;

  create function feeds.search_of(title text, author text, tags text[], content text) returns tsvector language sql immutable
    set search_path = pg_catalog, pg_temp as $$
      select strip(to_tsvector('simple', w) || to_tsvector('french', w) || to_tsvector('english', w))
        from (select left(platform.searchable(concat_ws(' ', title, author, array_to_string(tags, ' '), feeds.text_of(content))),
          50000)) as words (w) $$;

  -- The first ten words that somebody typed, all of them; the last one by its beginning, once that has three letters: fewer would
  -- read the words of all tenants. Null where there are none.
  create function feeds.query_of(typed text) returns tsquery language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
    declare
      chosen text[] := (string_to_array(trim(platform.searchable(left(typed, 200))), ' '))[1:10];
      words text := array_to_string(chosen, ' & ') || case when length(chosen[cardinality(chosen)]) >= 3 then ':*' else '' end;
    begin
      -- Of a word like 1e2f the parser makes two, which are to follow one another; what is searched has no places.
      return case when words <> '' then replace(
        (to_tsquery('simple', words) || to_tsquery('french', words) || to_tsquery('english', words))::text, '<->', '&')::tsquery end;
    end $$;

  -- The beginning of a text, as texts are compared: what is compared is bounded, however a character is written.
  create function feeds.comparable(given text, most integer) returns text language sql immutable
    set search_path = pg_catalog, pg_temp as $$ select left(platform.folded(left(given, most)), most) $$`;

/**
 * The posts of the tenant in force that have a label of the user in force, a mark, and words, as far as these are given: the
 * 10,000 newest.
 */
const choose = `
  create function feeds.chosen_posts(label uuid, mark uuid, words text) returns setof uuid language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
      person uuid := nullif(current_setting('app.user_id', true), '')::uuid;
      query tsquery := feeds.query_of(words);
    begin
      if label is not null then
        return query
          select l.post_id from feeds.labelled_posts l where l.tenant_id = tenant and l.user_id = person and l.label_id = label
              and (mark is null or exists (select from feeds.marked_posts m
                where m.tenant_id = tenant and m.filter_id = mark and m.post_id = l.post_id))
              and (words is null or exists (select from feeds.posts p
                where p.tenant_id = tenant and p.id = l.post_id and p.search @@ query))
            order by l.sorted_at desc limit 10000;
      elsif mark is not null then
        return query
          select m.post_id from feeds.marked_posts m where m.tenant_id = tenant and m.filter_id = mark
              and (words is null or exists (select from feeds.posts p
                where p.tenant_id = tenant and p.id = m.post_id and p.search @@ query))
            order by m.sorted_at desc limit 10000;
      elsif (select c.last from feeds.post_counters c where c.tenant_id = tenant) <= 5000 then
        -- Few posts are read sooner than what the index has of a word for all tenants.
        return query
          select m.id from (select p.id, p.sorted_at, p.search from feeds.posts p where p.tenant_id = tenant offset 0) m
            where m.search @@ query order by m.sorted_at desc limit 10000;
      else
        return query
          with found as materialized (select p.id, p.sorted_at from feeds.posts p where p.tenant_id = tenant and p.search @@ query)
          select f.id from found f order by f.sorted_at desc limit 10000;
      end if;
    end $$`;

/** Each tenant filters what its feeds bring, and finds posts by their words. */
export const FeedsFilters1763700007000 = migration(
  'FeedsFilters1763700007000',
  texts,
  tables,
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    words,
    choose,
    `grant execute on function feeds.text_of(text), feeds.search_of(text, text, text[], text) to palier_owner;
     grant execute on function feeds.chosen_posts(uuid, uuid, text) to palier_app`,
  ),
  declareTable('feeds.filters', {
    kind: 'tenant',
    holds: 'What a tenant keeps, drops or marks of what its feeds bring.',
    uuids: { subscription_id: 'feeds.subscriptions', folder_id: 'feeds.folders' },
  }),
  declareTable('feeds.marked_posts', {
    kind: 'tenant',
    holds: 'That a filter marked a post.',
    uuids: { filter_id: 'feeds.filters', post_id: 'feeds.posts' },
  }),
);
