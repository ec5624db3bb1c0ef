import { asRole, declareTable, migration } from '#platform/database';

const number = `
  create table feeds.post_counters (
    tenant_id uuid primary key,
    -- The number of the last post of the tenant. Locked until that post is visible: all with smaller numbers are then, too.
    last      bigint not null check (last >= 0)
  );
  grant select on feeds.post_counters to palier_app;
  create policy cross_tenant on feeds.post_counters to palier_cross_tenant using (true) with check (true);
  grant select, insert, update on feeds.post_counters to palier_cross_tenant;

  -- In the order in which the tenant received it.
  alter table feeds.posts add column number bigint`;

const states = `
  create table feeds.read_marks (
    tenant_id       uuid not null,
    user_id         uuid not null,
    subscription_id uuid not null,
    -- Up to this number its posts are read, but those of which a state says otherwise.
    number          bigint not null,
    primary key (tenant_id, user_id, subscription_id),
    foreign key (tenant_id, subscription_id) references feeds.subscriptions on delete cascade
  );
  create index read_marks_of_subscription on feeds.read_marks (tenant_id, subscription_id);
  grant select, insert, update on feeds.read_marks to palier_app;

  create table feeds.post_states (
    tenant_id       uuid not null,
    user_id         uuid not null,
    post_id         uuid not null,
    -- Of the post.
    subscription_id uuid not null,
    number          bigint not null,
    sorted_at       timestamptz(3) not null,
    -- Null where the mark of the subscription decides.
    read            boolean,
    starred_at      timestamptz(3),
    primary key (tenant_id, user_id, post_id),
    foreign key (tenant_id, post_id) references feeds.posts on delete cascade
  );
  create index post_states_of_post on feeds.post_states (tenant_id, post_id);
  create index post_states_read on feeds.post_states (tenant_id, user_id, subscription_id, number) include (read) where read is not null;
  create index post_states_starred on feeds.post_states (tenant_id, user_id, sorted_at, post_id) where starred_at is not null;
  grant select, insert, update on feeds.post_states to palier_app`;

/** As before, and each post gets the next number of its tenant. */
const deliver = `
  create or replace function feeds.deliver_posts(source uuid, document integer, after uuid, most integer)
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
        select p.*, decode(p.hash, 'hex') as bytes, least(coalesce(p."publishedAt", p."updatedAt", now()), now()) as sorted_at,
            row_number() over (order by least(coalesce(p."publishedAt", p."updatedAt", now()), now()), p.identity) as place
          from feeds.documents d, jsonb_array_elements(d.posts) as e (post)
            left join latest l on l.identity = e.post->>'identity',
            jsonb_to_record(coalesce(l.post, e.post) || jsonb_build_object('state', e.post->'state')) as p (identity text,
              hash text, state text, url text, title text, author text, content text, excerpt text, image text, tags text[],
              attachments jsonb, "publishedAt" timestamptz, "updatedAt" timestamptz)
          where d.source_id = source and d.version = document
      ), counters as (
        -- In the order of the tenants, as all deliveries lock them, until the posts are visible.
        insert into feeds.post_counters as c (tenant_id, last)
          select f.tenant_id, (select count(*) from posts) from followers f
            where not f.filled or exists (select from posts p where p.state = 'new') order by f.tenant_id
          on conflict (tenant_id) do update set last = c.last + excluded.last
          returning tenant_id, last - (select count(*) from posts) as before
      ), received as (
        insert into feeds.posts as o (tenant_id, id, subscription_id, url, title, author, content, excerpt, image, tags,
            attachments, published_at, sorted_at, hash, number)
          select f.tenant_id, feeds.post_id(f.id, p.identity), f.id, p.url, p.title, p.author, p.content, p.excerpt, p.image,
            p.tags, p.attachments, p."publishedAt", p.sorted_at, p.bytes, c.before + p.place
          from followers f join counters c on c.tenant_id = f.tenant_id, posts p where p.state = 'new' or not f.filled
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
          where o.id = source and exists (select from feeds.documents d where d.source_id = source and d.version = document)
            and s.tenant_id = any (select f.tenant_id from followers f) and s.source_id = source
            and not s.paused and (not s.filled or s.site_url is distinct from o.site_url
              or (not s.titled and o.title <> '' and s.title <> o.title))
      )
      select (select l.id from (select f.id from followers f order by f.id desc limit 1) l
          where exists (select from feeds.subscriptions n where n.source_id = source and not n.paused and n.id > l.id)),
        (select count(*) from received) + (select count(*) from edited) $$`;

/** What each user has read and starred. */
export const FeedsReading1763700006600 = migration(
  'FeedsReading1763700006600',
  number,
  states,
  declareTable('feeds.post_counters', { kind: 'tenant', holds: 'How many posts a tenant has received.' }),
  declareTable('feeds.read_marks', {
    kind: 'person',
    holds: 'Up to which post of a feed a user has read.',
    persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['subscription_id', 'number'] }],
    uuids: { subscription_id: 'feeds.subscriptions' },
  }),
  declareTable('feeds.post_states', {
    kind: 'person',
    holds: 'Whether a user has read or starred a post.',
    persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['post_id', 'read', 'starred_at'] }],
    uuids: { post_id: 'feeds.posts', subscription_id: 'feeds.subscriptions' },
  }),
  ...asRole('palier_cross_tenant', 'feeds', deliver),
);
