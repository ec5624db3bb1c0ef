import { declareTenantTable, migration } from '#platform/database';

/** The apps of the stores. */
export const CatalogApps1763700001600 = migration(
  // Texts that are looked up or sorted are COLLATE "C": the same order on every server, and an
  // equality that row level security may push into an index. created_at has milliseconds because a
  // cursor carries it through JavaScript.
  `create schema catalog;
  grant usage on schema catalog to palier_app;

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
  create index apps_by_creation on catalog.apps (tenant_id, created_at, id);`,
  // An app keeps its id, slug, source and creation.
  `grant select, insert, delete on catalog.apps to palier_app;
  grant update (name, name_key, summary, description, licence, homepage, author, version, files, file_count, bytes,
    digest, updated_at) on catalog.apps to palier_app;`,
  declareTenantTable('catalog.apps', {
    holds: 'An app of a store, with the name of its author as its package gives it.',
  }),
);
