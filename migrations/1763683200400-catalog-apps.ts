import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The apps of the stores, their tags, and how many apps carry each tag.
 *
 * `app_tags` repeats an app's sort columns so that each filter × sort has one index to walk; a
 * trigger follows the app's name. `tag_counts` is kept by triggers that run as the owner, so the
 * application can neither forget nor forge a count.
 */
export class CatalogApps1763683200400 implements MigrationInterface {
  name = 'CatalogApps1763683200400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(countTriggers);
    await runner.query(sortKeyTrigger);
    await runner.query(rowSecurity);
    await runner.query(grants);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// Texts that are looked up or sorted are COLLATE "C": the same order on every server, and an
// equality that row level security may push into an index. created_at has milliseconds because a
// cursor carries it through JavaScript.
const tables = `
  create schema catalog;

  create table catalog.apps (
    tenant_id   uuid not null,
    id          uuid not null,
    slug        text collate "C" not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
    source      text collate "C" not null check (length(source) between 1 and 300),
    name        text not null check (length(name) between 1 and 214),
    name_key    text collate "C" not null check (octet_length(name_key) <= 1000),
    summary     text not null check (length(summary) <= 280),
    description text not null check (octet_length(description) <= 65536),
    licence     text check (length(licence) <= 100),
    homepage    text check (homepage ~ '^https?://' and length(homepage) <= 2000),
    author      text check (length(author) <= 200),
    version     text not null check (length(version) between 1 and 100),
    files       jsonb not null check (jsonb_array_length(files) <= 10000),
    file_count  integer not null check (file_count >= 0),
    bytes       bigint not null check (bytes >= 0),
    digest      text not null,
    created_at  timestamptz(3) not null default now(),
    updated_at  timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  );
  create unique index apps_by_slug on catalog.apps (tenant_id, slug);
  create unique index apps_by_source on catalog.apps (tenant_id, source);
  create index apps_by_name on catalog.apps (tenant_id, name_key, id);
  create index apps_by_creation on catalog.apps (tenant_id, created_at, id);

  create table catalog.app_tags (
    tenant_id  uuid not null,
    app_id     uuid not null,
    tag        text collate "C" not null check (length(tag) between 1 and 50),
    name_key   text collate "C" not null,
    created_at timestamptz(3) not null,
    primary key (tenant_id, app_id, tag),
    foreign key (tenant_id, app_id) references catalog.apps (tenant_id, id) on delete cascade
  );
  create index app_tags_by_name on catalog.app_tags (tenant_id, tag, name_key, app_id);
  create index app_tags_by_creation on catalog.app_tags (tenant_id, tag, created_at, app_id);

  create table catalog.tag_counts (
    tenant_id uuid not null,
    tag       text collate "C" not null,
    apps      integer not null check (apps >= 0),
    -- "Most used first, then by tag" as one ascending key: a keyset cannot walk mixed directions.
    rarity    integer not null generated always as (-apps) stored,
    primary key (tenant_id, tag)
  );
  create index tag_counts_by_rarity on catalog.tag_counts (tenant_id, rarity, tag);
`;

// Statement triggers count a whole batch at once. Rows are locked in order of tag, so that two
// batches with common tags wait for each other instead of deadlocking.
const countTriggers = `
  create function catalog.count_added_tags() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    insert into catalog.tag_counts as counts (tenant_id, tag, apps)
    select tenant_id, tag, count(*) from added group by tenant_id, tag order by tenant_id, tag
    on conflict (tenant_id, tag) do update set apps = counts.apps + excluded.apps;
    return null;
  end $$;

  create function catalog.count_removed_tags() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    perform from catalog.tag_counts as counts
    where (tenant_id, tag) in (select tenant_id, tag from removed)
    order by tenant_id, tag for update;

    update catalog.tag_counts as counts set apps = counts.apps - gone.apps
    from (select tenant_id, tag, count(*) as apps from removed group by tenant_id, tag) as gone
    where counts.tenant_id = gone.tenant_id and counts.tag = gone.tag;

    delete from catalog.tag_counts as counts using removed
    where counts.tenant_id = removed.tenant_id and counts.tag = removed.tag and counts.apps = 0;
    return null;
  end $$;

  create trigger count_added after insert on catalog.app_tags
    referencing new table as added for each statement execute function catalog.count_added_tags();
  create trigger count_removed after delete on catalog.app_tags
    referencing old table as removed for each statement execute function catalog.count_removed_tags();
`;

const sortKeyTrigger = `
  create function catalog.repeat_name_key() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    update catalog.app_tags set name_key = new.name_key where tenant_id = new.tenant_id and app_id = new.id;
    return null;
  end $$;

  create trigger repeat_name_key after update of name_key on catalog.apps
    for each row when (old.name_key is distinct from new.name_key) execute function catalog.repeat_name_key();
`;

const rowSecurity = ['apps', 'app_tags', 'tag_counts']
  .map(
    (table) => `
  alter table catalog.${table} enable row level security, force row level security;
  create policy own_tenant on catalog.${table}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
  )
  .join('\n');

// An app keeps its id, slug, source and creation; its tags are added and removed, never changed.
const grants = `
  revoke execute on all functions in schema catalog from public;
  grant usage on schema catalog to palier_app;
  grant select, insert on catalog.apps to palier_app;
  grant update (name, name_key, summary, description, licence, homepage, author, version, files, file_count, bytes,
    digest, updated_at) on catalog.apps to palier_app;
  grant select, insert, delete on catalog.app_tags to palier_app;
  grant select on catalog.tag_counts to palier_app;
`;
