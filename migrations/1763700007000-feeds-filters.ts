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
  grant select, update (announced) on feeds.marked_posts to palier_app;
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

  -- The first ten words that somebody typed, all of them, the last one by its beginning. Null where there are none.
  create function feeds.query_of(typed text) returns tsquery language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
    declare
      words text := array_to_string((string_to_array(trim(platform.searchable(left(typed, 200))), ' '))[1:10], ' & ') || ':*';
    begin
      -- Of a word like 1e2f the parser makes two, which are to follow one another; what is searched has no places.
      return case when words <> ':*' then replace(
        (to_tsquery('simple', words) || to_tsquery('french', words) || to_tsquery('english', words))::text, '<->', '&')::tsquery end;
    end $$;

  -- Whether one of the keys is in one of the fields. Without keys, all are meant.
  create function feeds.matches(keys text[], fields text[], texts text[]) returns boolean language sql immutable
    set search_path = pg_catalog, pg_temp as $$
      select cardinality(keys) = 0 or exists (select from unnest(keys) as k (key), unnest(fields) as f (field)
        where position(k.key in texts[array_position(array['title', 'author', 'tags', 'content', 'url'], f.field)]) > 0) $$`;

/**
 * As before, and what the filters of a follower drop is not stored, what they mark is noted, and all is found by its words.
 * Returns also who received posts, and for whom marked ones wait to be announced.
 */
const deliver = `
  create function feeds.deliver_posts(source uuid, document integer, after uuid, most integer)
    returns table (reached uuid, stored bigint, receivers uuid[], marked uuid[]) language sql security definer
    set search_path = pg_catalog, pg_temp as $$
      with followers as materialized (
        select s.tenant_id, s.id, s.filled, s.folder_id from feeds.subscriptions s
          where s.source_id = source and not s.paused and s.id > after order by s.id limit most
      ), latest as materialized (
        -- Where a newer document came meanwhile, posts are as that one has them.
        select e.post, e.post->>'identity' as identity
          from feeds.sources s join feeds.documents d on d.source_id = s.id and d.version = s.version,
            jsonb_array_elements(d.posts) as e (post)
          where s.id = source and s.version > document
      ), posts as materialized (
        select p.*, decode(p.hash, 'hex') as bytes, least(coalesce(p."publishedAt", p."updatedAt", now()), now()) as sorted_at,
            row_number() over (order by least(coalesce(p."publishedAt", p."updatedAt", now()), now()), p.identity) as place,
            feeds.search_of(p.title, p.author, p.tags, p.content) as search
          from feeds.documents d, jsonb_array_elements(d.posts) as e (post)
            left join latest l on l.identity = e.post->>'identity',
            jsonb_to_record(coalesce(l.post, e.post) || jsonb_build_object('state', e.post->'state')) as p (identity text,
              hash text, state text, url text, title text, author text, content text, excerpt text, image text, tags text[],
              attachments jsonb, "publishedAt" timestamptz, "updatedAt" timestamptz)
          where d.source_id = source and d.version = document
            and (p.state in ('new', 'edited') or exists (select from followers f where not f.filled))
      ), rules as materialized (
        -- One that is deleted meanwhile marks nothing.
        select f.id as follower, r.id, r.action, r.keys, r.fields from followers f join feeds.filters r on r.tenant_id = f.tenant_id
          where coalesce(r.subscription_id = f.id, true) and (r.folder_id is null or r.folder_id = f.folder_id)
          for key share of r
      ), texts as materialized (
        select p.identity, array[platform.folded(p.title), platform.folded(coalesce(p.author, '')),
            platform.folded(array_to_string(p.tags, ' , ')), platform.folded(feeds.text_of(p.content)),
            platform.folded(coalesce(p.url, ''))] as texts
          from posts p where exists (select from rules)
      ), judged as materialized (
        select m.follower, m.identity, coalesce(bool_or(m.matches) filter (where m.action = 'drop'), false)
            or not coalesce(bool_or(m.matches) filter (where m.action = 'keep'), true) as dropped,
            coalesce(array_agg(m.id) filter (where m.action = 'mark' and m.matches), '{}') as marks
          from (select r.*, t.identity, feeds.matches(r.keys, r.fields, t.texts) as matches from rules r, texts t) m
          group by m.follower, m.identity
      ), counters as (
        -- In the order of the tenants, as all deliveries lock them, until the posts are visible.
        insert into feeds.post_counters as c (tenant_id, last)
          select f.tenant_id, (select count(*) from posts) from followers f
            where not f.filled or exists (select from posts p where p.state = 'new') order by f.tenant_id
          on conflict (tenant_id) do update set last = c.last + excluded.last
          returning tenant_id, last - (select count(*) from posts) as before
      ), received as (
        insert into feeds.posts as o (tenant_id, id, subscription_id, url, title, author, content, excerpt, image, tags,
            attachments, published_at, sorted_at, hash, number, search)
          select f.tenant_id, feeds.post_id(f.id, p.identity), f.id, p.url, p.title, p.author, p.content, p.excerpt, p.image,
            p.tags, p.attachments, p."publishedAt", p.sorted_at, p.bytes, c.before + p.place, p.search
          from followers f join counters c on c.tenant_id = f.tenant_id join posts p on p.state = 'new' or not f.filled
            left join judged j on j.follower = f.id and j.identity = p.identity
          where j.dropped is not true
          on conflict (tenant_id, id) do update set url = excluded.url, title = excluded.title, author = excluded.author,
            content = excluded.content, excerpt = excluded.excerpt, image = excluded.image, tags = excluded.tags,
            attachments = excluded.attachments, hash = excluded.hash, search = excluded.search, version = o.version + 1,
            updated_at = now()
          where o.hash <> excluded.hash
          returning tenant_id
      ), edited as (
        update feeds.posts o set url = p.url, title = p.title, author = p.author, content = p.content, excerpt = p.excerpt,
            image = p.image, tags = p.tags, attachments = p.attachments, hash = p.bytes, search = p.search,
            version = o.version + 1, updated_at = now()
          from followers f, posts p
          where f.filled and p.state = 'edited' and o.tenant_id = f.tenant_id and o.id = feeds.post_id(f.id, p.identity)
            and o.hash <> p.bytes
          returning 1
      ), marked as (
        -- What a subscription begins with is no news.
        insert into feeds.marked_posts (tenant_id, filter_id, post_id, sorted_at, announced)
          select f.tenant_id, m.id, feeds.post_id(f.id, p.identity), p.sorted_at, not f.filled
          from judged j join followers f on f.id = j.follower join posts p on p.identity = j.identity, unnest(j.marks) as m (id)
          where not j.dropped and (p.state = 'new' or not f.filled)
          on conflict do nothing
          returning tenant_id, announced
      ), named as (
        update feeds.subscriptions s set filled = true, health_since = coalesce(s.health_since, now()), site_url = o.site_url,
            title = case when s.titled then s.title else coalesce(nullif(o.title, ''), s.title) end
          from feeds.sources o
          where o.id = source and exists (select from feeds.documents d where d.source_id = source and d.version = document)
            and s.tenant_id = any (select f.tenant_id from followers f) and s.source_id = source
            and not s.paused and (not s.filled or s.site_url is distinct from o.site_url
              or (not s.titled and o.title <> '' and s.title <> o.title))
      )
      select (select l.id from (select f.id from followers f order by f.id desc limit 1) l
          where exists (select from feeds.subscriptions n where n.source_id = source and not n.paused and n.id > l.id)),
        (select count(*) from received) + (select count(*) from edited),
        array(select distinct r.tenant_id from received r),
        array(select distinct m.tenant_id from marked m where not m.announced) $$`;

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
      if words is not null then
        return query
          with found as materialized (select p.id, p.sorted_at from feeds.posts p where p.tenant_id = tenant and p.search @@ query)
          select f.id from found f
            where (label is null or exists (select from feeds.labelled_posts l
                where l.tenant_id = tenant and l.user_id = person and l.label_id = label and l.post_id = f.id))
              and (mark is null or exists (select from feeds.marked_posts m
                where m.tenant_id = tenant and m.filter_id = mark and m.post_id = f.id))
            order by f.sorted_at desc limit 10000;
      elsif label is not null then
        return query
          select l.post_id from feeds.labelled_posts l where l.tenant_id = tenant and l.user_id = person and l.label_id = label
              and (mark is null or exists (select from feeds.marked_posts m
                where m.tenant_id = tenant and m.filter_id = mark and m.post_id = l.post_id))
            order by l.sorted_at desc limit 10000;
      else
        return query
          select m.post_id from feeds.marked_posts m where m.tenant_id = tenant and m.filter_id = mark
            order by m.sorted_at desc limit 10000;
      end if;
    end $$`;

/** Each tenant filters what its feeds bring, and finds posts by their words. */
export const FeedsFilters1763700007000 = migration(
  'FeedsFilters1763700007000',
  texts,
  tables,
  'drop function feeds.deliver_posts(uuid, integer, uuid, integer)',
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    words,
    deliver,
    choose,
    `grant execute on function feeds.text_of(text), feeds.search_of(text, text, text[], text) to palier_owner;
     grant execute on function feeds.deliver_posts(uuid, integer, uuid, integer) to palier_app;
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
