import { asRole, declareTable, migration } from '#platform/database';

const tables = `
  create table feeds.posts (
    tenant_id       uuid not null,
    -- Made of the subscription and of what identifies the post in its feed, so that it is stored once.
    id              uuid not null,
    subscription_id uuid not null,
    url             text,
    title           text not null,
    author          text,
    content         text not null,
    excerpt         text not null,
    image           text,
    tags            text[] not null,
    attachments     jsonb not null,
    published_at    timestamptz(3),
    -- What it is sorted by: when it was published, or received where that is unknown or later.
    sorted_at       timestamptz(3) not null,
    hash            bytea not null,
    version         integer not null default 1,
    received_at     timestamptz(3) not null default now(),
    updated_at      timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, subscription_id) references feeds.subscriptions on delete cascade
  );
  create index posts_by_time on feeds.posts (tenant_id, sorted_at, id);
  create index posts_of_subscription on feeds.posts (tenant_id, subscription_id, sorted_at, id);
  create index posts_by_reception on feeds.posts (received_at);
  create index posts_of_tenant_by_reception on feeds.posts (tenant_id, received_at);

  create table feeds.post_versions (
    tenant_id   uuid not null,
    post_id     uuid not null,
    version     integer not null,
    url         text,
    title       text not null,
    author      text,
    content     text not null,
    received_at timestamptz(3) not null,
    primary key (tenant_id, post_id, version),
    foreign key (tenant_id, post_id) references feeds.posts on delete cascade
  );
  grant select on feeds.posts, feeds.post_versions to palier_app;

  create policy cross_tenant on feeds.posts to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on feeds.post_versions to palier_cross_tenant using (true) with check (true);
  grant select, insert, update, delete on feeds.posts, feeds.post_versions to palier_cross_tenant`;

const most = 10;

/** What an edit replaces is kept, up to ${most} versions of a post. */
const keepVersion = `
  create function feeds.keep_version() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
    begin
      insert into feeds.post_versions (tenant_id, post_id, version, url, title, author, content, received_at)
        values (old.tenant_id, old.id, old.version, old.url, old.title, old.author, old.content, old.updated_at)
        on conflict do nothing;
      delete from feeds.post_versions v
        where v.tenant_id = old.tenant_id and v.post_id = old.id and v.version <= old.version - ${most};
      return null;
    end $$`;

const postId = `
  create function feeds.post_id(subscription uuid, identity text) returns uuid language sql immutable
    set search_path = pg_catalog, pg_temp as $$
      select (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18, 15))::uuid
        from (select encode(sha256(uuid_send(subscription) || decode(identity, 'hex')), 'hex')) as hashed (h) $$`;

/**
 * Gives the posts of a document to the followers of its source after `after`, in the order of their ids: to each those that
 * the document brought or edited, and all of them to one that has none yet. Called again, it changes nothing. Returns the
 * last of these followers where more come after it, and how many posts were stored.
 */
const deliver = `
  create function feeds.deliver_posts(source uuid, document integer, after uuid, most integer)
    returns table (reached uuid, stored bigint) language sql security definer set search_path = pg_catalog, pg_temp as $$
      with followers as materialized (
        select s.tenant_id, s.id, s.filled from feeds.subscriptions s
          where s.source_id = source and not s.paused and s.id > after order by s.id limit most
      ), latest as materialized (
        -- Where a newer document came meanwhile, posts are as that one has them.
        select e.post, e.post->>'identity' as identity
          from feeds.sources s join feeds.documents d on d.source_id = s.id and d.version = s.version,
            jsonb_array_elements(d.posts) as e (post)
          where s.id = source and s.version > document
      ), posts as materialized (
        select p.*, decode(p.hash, 'hex') as bytes, least(coalesce(p."publishedAt", p."updatedAt", now()), now()) as sorted_at
          from feeds.documents d, jsonb_array_elements(d.posts) as e (post)
            left join latest l on l.identity = e.post->>'identity',
            jsonb_to_record(coalesce(l.post, e.post) || jsonb_build_object('state', e.post->'state')) as p (identity text,
              hash text, state text, url text, title text, author text, content text, excerpt text, image text, tags text[],
              attachments jsonb, "publishedAt" timestamptz, "updatedAt" timestamptz)
          where d.source_id = source and d.version = document
      ), received as (
        insert into feeds.posts as o (tenant_id, id, subscription_id, url, title, author, content, excerpt, image, tags,
            attachments, published_at, sorted_at, hash)
          select f.tenant_id, feeds.post_id(f.id, p.identity), f.id, p.url, p.title, p.author, p.content, p.excerpt, p.image,
            p.tags, p.attachments, p."publishedAt", p.sorted_at, p.bytes
          from followers f, posts p where p.state = 'new' or not f.filled
          on conflict (tenant_id, id) do update set url = excluded.url, title = excluded.title, author = excluded.author,
            content = excluded.content, excerpt = excluded.excerpt, image = excluded.image, tags = excluded.tags,
            attachments = excluded.attachments, hash = excluded.hash, version = o.version + 1, updated_at = now()
          where o.hash <> excluded.hash
          returning 1
      ), edited as (
        update feeds.posts o set url = p.url, title = p.title, author = p.author, content = p.content, excerpt = p.excerpt,
            image = p.image, tags = p.tags, attachments = p.attachments, hash = p.bytes, version = o.version + 1, updated_at = now()
          from followers f, posts p
          where f.filled and p.state = 'edited' and o.tenant_id = f.tenant_id and o.id = feeds.post_id(f.id, p.identity)
            and o.hash <> p.bytes
          returning 1
      ), named as (
        update feeds.subscriptions s set filled = true, health_since = coalesce(s.health_since, now()), site_url = o.site_url,
            title = case when s.titled then s.title else coalesce(nullif(o.title, ''), s.title) end
          from feeds.sources o
          where o.id = source and s.tenant_id = any (select f.tenant_id from followers f) and s.source_id = source
            and not s.paused and (not s.filled or s.site_url is distinct from o.site_url
              or (not s.titled and o.title <> '' and s.title <> o.title))
      )
      select (select l.id from (select f.id from followers f order by f.id desc limit 1) l
          where exists (select from feeds.subscriptions n where n.source_id = source and not n.paused and n.id > l.id)),
        (select count(*) from received) + (select count(*) from edited) $$`;

/** The posts that tenants received. */
export const FeedsPosts1763700006100 = migration(
  'FeedsPosts1763700006100',
  tables,
  postId,
  'grant execute on function feeds.post_id(uuid, text) to palier_cross_tenant',
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    keepVersion,
    deliver,
    'grant execute on function feeds.deliver_posts(uuid, integer, uuid, integer) to palier_app',
    'grant execute on function feeds.keep_version() to palier_owner',
  ),
  `create trigger keep_version after update on feeds.posts for each row when (old.hash is distinct from new.hash)
    execute function feeds.keep_version()`,
  declareTable('feeds.posts', {
    kind: 'tenant',
    holds: 'A post of a feed, as the tenant received it.',
    uuids: { subscription_id: 'feeds.subscriptions' },
    retention: { column: 'received_at', after: '365 days', shortest: '7 days' },
  }),
  declareTable('feeds.post_versions', { kind: 'tenant', holds: 'What an edit of a post replaced.' }),
);
