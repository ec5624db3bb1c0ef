-- The id of the post of a subscription with this identity, in hexadecimal digits: always the same, so that a post which is
-- given twice is there once.
create or replace function feeds.post_id(subscription uuid, identity text) returns uuid
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18, 15))::uuid
    from (select encode(sha256(uuid_send(subscription) || decode(identity, 'hex')), 'hex')) as hashed (h) $$;
grant execute on function feeds.post_id(uuid, text) to palier_cross_tenant;

set local role palier_cross_tenant;

-- The next followers of a source, by id, who get the posts of a document, as many as one statement gives them to: tenants with
-- many terms to look for are few at once. All get those of a document that this transaction stored, and only newcomers those of
-- an earlier one, as the others had them when it came. Returns whether there are more, and whether newcomers alone are meant,
-- which is `alone` for the statements after the first one.
create or replace function feeds.followers_after(source uuid, document integer, after uuid, most integer, alone boolean)
  returns table (followers uuid[], more boolean, newcomers boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with meant as materialized (
    select coalesce(alone, not exists (select from feeds.documents d
      where d.source_id = source and d.version = document and d.fetched_at = now()::timestamptz(3))) as newcomers
  ), next as materialized (
    select s.id, s.tenant_id from feeds.subscriptions s, meant m
      where s.source_id = source and not s.paused and s.id > after and not (m.newcomers and s.filled)
      order by s.id limit most + 1
  ), weighed as materialized (
    -- A filter without terms matches each post.
    select n.id, row_number() over of_all as place, sum(t.terms) over of_all as terms
      from next n, lateral (select coalesce(sum(coalesce(nullif(cardinality(r.keys), 0), 10)), 0) as terms
        from feeds.filters r where r.tenant_id = n.tenant_id) t
      window of_all as (order by n.id)
  ), chosen as materialized (select id from weighed where place <= most and (place = 1 or terms <= 500))
  select array(select c.id from chosen c order by c.id), (select count(*) from weighed) > (select count(*) from chosen),
      m.newcomers
    from meant m $$;
grant execute on function feeds.followers_after(uuid, integer, uuid, integer, boolean) to palier_app;

-- Gives followers the posts of a document after the first so many, as many as one statement stores; filters drop and mark them.
-- Followers who are not newcomers get what is new or edited, newcomers all. Called again with `next`, those `served`, and of
-- them the `unfilled`, who are the newcomers, until `next` is null.
--
-- Also returns how many posts were stored, which tenants received some, and of which tenants filters marked news. Only posts
-- that come with this delivery are marked: not those that were there, which a feed had left out for a while. A feed without
-- posts is there, too: its first post is news. So are, for a follower who moved or resumed, those that are newer than what it
-- has.
create or replace function feeds.deliver_posts(source uuid, document integer, followers uuid[], newcomers uuid[], first integer)
  returns table (served uuid[], unfilled uuid[], next integer, stored bigint, receivers uuid[], marked uuid[])
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  with followers as materialized (
    -- Locked, so that none is deleted before its posts are there, and before their filters, as those who delete a subscription
    -- lock them. Whoever paused between two slices gets no more of them: all come anew once it goes on. The same holds for whom
    -- another delivery filled meanwhile, or who moved to another feed and is a newcomer now.
    select s.tenant_id, s.id, s.filled, s.folder_id,
        case when s.backfilled and not s.filled then (select max(p.sorted_at) from feeds.posts p
          where p.tenant_id = s.tenant_id and p.subscription_id = s.id) end as newest_at
      from feeds.subscriptions s
      where s.source_id = source and s.id = any (deliver_posts.followers) and not s.paused
        and (first = 0 or s.filled <> (s.id = any (newcomers)))
      order by s.id for key share
  ), latest as materialized (
    -- A newer document may have come, and been delivered, since the first slice, or before a job that was late: posts are as that
    -- one has them, or this delivery would undo their edits.
    select e.post, e.post->>'identity' as identity
      from feeds.sources s join feeds.documents d on d.source_id = s.id and d.version = s.version,
        jsonb_array_elements(d.posts) as e (post)
      where s.id = source and s.version > document
  ), ordered as materialized (
    -- Each time in the same order, so that a slice begins where the one before ended.
    select e.post, coalesce(l.post, e.post) as latest,
        row_number() over (order by coalesce(e.post->>'publishedAt', e.post->>'updatedAt'), e.post->>'identity') as place
      from feeds.documents d, jsonb_array_elements(d.posts) as e (post) left join latest l on l.identity = e.post->>'identity'
      where d.source_id = source and d.version = document
  ), wanted as materialized (
    select o.*, row_number() over of_all as number, sum(coalesce(length(o.latest->>'content'), 0)) over of_all as characters
      from ordered o
      where o.place > first and (o.post->>'state' in ('new', 'edited') or exists (select from followers f where not f.filled))
      window of_all as (order by o.place)
  ), slice as materialized (
    -- What one statement stores, for all followers together: 500 posts, 20,000 rows, a million characters of a document, 50
    -- million of rows; but always one post.
    select w.* from wanted w, (select greatest(count(*), 1) from followers) as f (count) where w.number = 1
      or (w.number <= least(500, 20000 / f.count)
        and w.characters <= least(1000000, 50000000 / f.count))
  ), rest as materialized (
    select max(s.place)::integer as next from slice s having max(s.place) < (select max(w.place) from wanted w)
  ), posts as materialized (
    select p.*, decode(p.hash, 'hex') as bytes, least(coalesce(p."publishedAt", p."updatedAt", now()), now()) as sorted_at,
        row_number() over (order by least(coalesce(p."publishedAt", p."updatedAt", now()), now()), p.identity) as place,
        feeds.search_of(p.title, p.author, p.tags, p.content) as search
      from slice e,
        jsonb_to_record(e.latest || jsonb_build_object('state', e.post->'state')) as p (identity text, hash text, state text,
          url text, title text, author text, content text, excerpt text, image text, tags text[], attachments jsonb,
          "publishedAt" timestamptz, "updatedAt" timestamptz)
  ), had as materialized (
    -- Posts that a follower has from another source: the same ones may have other identities there.
    select distinct f.id as follower, p.identity from followers f
      join feeds.posts o on o.tenant_id = f.tenant_id and o.subscription_id = f.id
      join posts p on p.title = o.title and p."publishedAt" is not distinct from o.published_at
        and regexp_replace(p.url, '^https?://(www\.)?', '') is not distinct from regexp_replace(o.url, '^https?://(www\.)?', '')
      where f.newest_at is not null and o.id <> feeds.post_id(f.id, p.identity)
  ), rules as materialized (
    -- Locked in one order, so that none is deleted before its marks are there; one that was deleted meanwhile marks nothing.
    select f.id as follower, r.id, r.action, r.keys, r.fields from followers f join feeds.filters r on r.tenant_id = f.tenant_id
      where coalesce(r.subscription_id = f.id, true) and (r.folder_id is null or r.folder_id = f.folder_id)
      order by r.id for key share of r
  ), compared as materialized (
    select p.identity, feeds.comparable(p.title, 1000) as title, feeds.comparable(p.author, 1000) as author,
        feeds.comparable(array_to_string(p.tags, ' , '), 1000) as tags,
        feeds.comparable(feeds.text_of(p.content), 10000) as content, feeds.comparable(p.url, 1000) as url
      from posts p where exists (select from rules)
  ), texts as materialized (
    select c.identity, r.fields, concat_ws(chr(31), case when 'title' = any (r.fields) then c.title end,
        case when 'author' = any (r.fields) then c.author end, case when 'tags' = any (r.fields) then c.tags end,
        case when 'content' = any (r.fields) then c.content end, case when 'url' = any (r.fields) then c.url end) as text
      from compared c, (select distinct r.fields from rules r) r
  ), judged as materialized (
    select m.follower, m.identity, coalesce(bool_or(m.matches) filter (where m.action = 'drop'), false)
        or not coalesce(bool_or(m.matches) filter (where m.action = 'keep'), true) as dropped,
        coalesce(array_agg(m.id) filter (where m.action = 'mark' and m.matches), '{}') as marks
      from (select r.follower, r.id, r.action, t.identity, cardinality(r.keys) = 0
          -- Without keys, all posts are meant.
          or exists (select from unnest(r.keys) as k (key) where position(k.key in t.text) > 0) as matches
        from rules r join texts t on t.fields = r.fields) m
      group by m.follower, m.identity
  ), counters as (
    -- Posts of a tenant are numbered in the order in which they become visible: each delivery keeps the row of the tenant locked
    -- until its commit, and the next one waits. A member who marks all up to a number as read would otherwise mark posts that
    -- come later with a smaller one. Rows are locked in the order of the tenants, as by all deliveries, so that two of them do
    -- not deadlock.
    insert into feeds.post_counters as c (tenant_id, last)
      select f.tenant_id, (select count(*) from posts) from followers f
        where exists (select from posts p where p.state = 'new' or not f.filled) order by f.tenant_id
      on conflict (tenant_id) do update set last = c.last + excluded.last
      -- Once this delivery has the lock: those before it have smaller numbers and earlier times.
      returning tenant_id, last - (select count(*) from posts) as before, clock_timestamp() as at
  ), received as (
    insert into feeds.posts as o (tenant_id, id, subscription_id, url, title, author, content, excerpt, image, tags,
        attachments, published_at, sorted_at, hash, number, search, received_at)
      select f.tenant_id, feeds.post_id(f.id, p.identity), f.id, p.url, p.title, p.author, p.content, p.excerpt, p.image,
        p.tags, p.attachments, p."publishedAt", p.sorted_at, p.bytes, c.before + p.place, p.search, c.at
      from followers f join counters c on c.tenant_id = f.tenant_id join posts p on p.state = 'new' or not f.filled
        left join judged j on j.follower = f.id and j.identity = p.identity
      where j.dropped is not true and not exists (select from had h where h.follower = f.id and h.identity = p.identity)
      -- Given before, by a job that runs again or by a delivery at the same time.
      on conflict (tenant_id, id) do update set url = excluded.url, title = excluded.title, author = excluded.author,
        content = excluded.content, excerpt = excluded.excerpt, image = excluded.image, tags = excluded.tags,
        attachments = excluded.attachments, hash = excluded.hash, search = excluded.search, version = o.version + 1,
        updated_at = now()
      where o.hash <> excluded.hash
      returning tenant_id, id, old.id is null as came
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
      select f.tenant_id, m.id, feeds.post_id(f.id, p.identity), p.sorted_at,
        not f.filled and coalesce(p.sorted_at <= f.newest_at, true)
      from judged j join followers f on f.id = j.follower join posts p on p.identity = j.identity
        join received r on r.came and r.tenant_id = f.tenant_id and r.id = feeds.post_id(f.id, p.identity),
        unnest(j.marks) as m (id)
      where not j.dropped
      on conflict do nothing
      returning tenant_id, announced
  ), named as (
    -- With the last slice, they have all posts: but not of a document that retention has deleted meanwhile, which gave none.
    update feeds.subscriptions s set filled = true, backfilled = true, health_since = coalesce(s.health_since, now()),
        site_url = o.site_url,
        title = case when s.titled then s.title else coalesce(nullif(o.title, ''), s.title) end
      from feeds.sources o
      where o.id = source and not exists (select from rest)
        and exists (select from feeds.documents d where d.source_id = source and d.version = document)
        and s.tenant_id = any (select f.tenant_id from followers f) and s.source_id = source
        and not s.paused and (not s.filled or s.site_url is distinct from o.site_url
          or (not s.titled and o.title <> '' and s.title <> o.title))
  )
  select array(select f.id from followers f), array(select f.id from followers f where not f.filled),
    (select r.next from rest r),
    (select count(*) from received) + (select count(*) from edited),
    array(select distinct r.tenant_id from received r),
    array(select distinct m.tenant_id from marked m where not m.announced) $$;
grant execute on function feeds.deliver_posts(uuid, integer, uuid[], uuid[], integer) to palier_app;
