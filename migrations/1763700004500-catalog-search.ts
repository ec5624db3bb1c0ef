import { declareTable, functionsOf, migration } from '#platform/database';

/** The words, tags, licences and authors by which apps are found. */
export const CatalogSearch1763700004500 = migration(
  // Lexemes that filters look for begin with #, which no word does. What ranks an app is in `head`, which is short: name, tags and
  // summary. `document` has these too, and is read through its index alone.
  `create table catalog.search_entries (
    tenant_id  uuid not null,
    app_id     uuid not null,
    name_key   text collate "C" not null,
    name_words text collate "C" not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    downloads  integer not null default 0 check (downloads >= 0),
    licence    text collate "C",
    author     text collate "C",
    tags       text[] collate "C" not null,
    head       tsvector not null,
    document   tsvector not null,
    primary key (tenant_id, app_id),
    foreign key (tenant_id, app_id) references catalog.apps (tenant_id, id) on delete cascade
  );
  grant select on catalog.search_entries to palier_app`,
  // The index of trigrams is partial, so that a search for frequent words, which names a tenant and no trigrams, does not read it.
  `create extension if not exists btree_gin;
  create index search_entries_by_document on catalog.search_entries using gin (tenant_id, document);
  create index search_entries_by_head on catalog.search_entries using gin (tenant_id, head);
  create index search_entries_by_trigram on catalog.search_entries using gin (tenant_id, name_words public.gin_trgm_ops) where name_words <> '';
  create index search_entries_by_name on catalog.search_entries (tenant_id, name_key, app_id);
  create index search_entries_by_creation on catalog.search_entries (tenant_id, created_at, app_id);
  create index search_entries_by_update on catalog.search_entries (tenant_id, updated_at, app_id);
  create index search_entries_by_downloads on catalog.search_entries (tenant_id, downloads, app_id)`,
  functionsOf('platform/text-normalisation/searchable.sql'),
  functionsOf('catalog/search/words.sql'),
  functionsOf('catalog/search/index-app.sql'),
  `create trigger index_inserted after insert on catalog.apps
    for each row when (new.listed) execute function catalog.index_app();
  create trigger index_updated after update of name, summary, description, licence, author, tags, listed, updated_at
    on catalog.apps for each row when (old.listed or new.listed) execute function catalog.index_app()`,
  `grant select, update (downloads) on catalog.search_entries to palier_cross_tenant;
   create policy cross_tenant on catalog.search_entries to palier_cross_tenant using (true) with check (true)`,
  declareTable('catalog.search_entries', {
    kind: 'search',
    holds: 'What the store finds an app by: its words, tags, licence, author and place in each order.',
  }),
);
