import { declareSharedTable, functionsOf, type MigrationStep, migration } from '#platform/database';

/** One for each filter and sort that the list offers; see tenants.sql.ts. */
const indexes = [
  'create index tenants_by_name on tenants.tenants (name_key, id)',
  'create index tenants_by_creation on tenants.tenants (created_at, id)',
  'create index tenants_by_product_name on tenants.tenants (product, name_key, id)',
  'create index tenants_by_product_creation on tenants.tenants (product, created_at, id)',
  'create index tenants_by_plan_name on tenants.tenants (plan, name_key, id)',
  'create index tenants_by_plan_creation on tenants.tenants (plan, created_at, id)',
  'create index tenants_by_state_name on tenants.tenants (state, name_key, id)',
  'create index tenants_by_state_creation on tenants.tenants (state, created_at, id)',
  'create index tenants_by_text on tenants.tenants using gin (search_text gin_trgm_ops)',
  'create index tenants_by_directory_version on tenants.tenants (directory_version, id)',
  // How the tenants whose grace is over are found, and those that are being purged.
  "create index tenants_due on tenants.tenants (purge_at, id) where state = 'deleting'",
  "create index tenants_purging on tenants.tenants (id) where state = 'purging'",
];

/**
 * A version that only grows, and by which every process asks for what changed. A sequence would
 * not do: a number drawn first may commit last, and a reader that has gone past it misses the row.
 * This row's lock makes writers of tenants take turns, so versions become visible in order.
 */
const directoryVersion: MigrationStep[] = [
  `create table tenants.directory_version (
    single boolean primary key default true check (single),
    version bigint not null
  )`,
  'insert into tenants.directory_version (version) values (0)',
  'grant select, update (version) on tenants.directory_version to palier_app',

  functionsOf('tenants/directory/tenant-positions.sql'),
  `create trigger advance_directory before insert or update on tenants.tenants
    for each statement execute function tenants.advance_directory()`,
  `create trigger stamp_tenant before insert or update on tenants.tenants
    for each row execute function tenants.stamp_tenant()`,
];

/**
 * The registry of tenants. It scopes everything else, so it has no row level security; its columns
 * that never change are not granted for update. A purged tenant's row stays, without its name and
 * settings: a slug never changes hands.
 */
export const TenantsRegistry1763700001300 = migration(
  'create extension if not exists pg_trgm',
  'create schema tenants',
  'grant usage on schema tenants to palier_app, palier_cross_tenant',
  `create table tenants.tenants (
    id uuid primary key,
    slug text collate "C" not null constraint tenants_slug_key unique
      check (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(slug) between 2 and 63),
    name text not null check (length(name) between 1 and 120),
    name_key text collate "C" not null,
    search_text text not null,
    product text not null,
    plan text not null,
    state text not null default 'active'
      check (state in ('active', 'suspended', 'deleting', 'purging', 'purged')),
    origins text[] not null default '{}',
    -- A null is the product's own.
    locale text,
    time_zone text,
    display_name text,
    colour text,
    logo_url text,
    -- A tenant that was suspended and then deleted keeps both times, so that undelete finds the way back.
    suspended_at timestamptz(3),
    suspension_reason text check (length(suspension_reason) <= 500),
    deleted_at timestamptz(3),
    purge_at timestamptz(3),
    purged_at timestamptz(3),
    version integer not null default 1,
    directory_version bigint not null,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint tenants_suspended_check check (state <> 'suspended' or suspended_at is not null),
    constraint tenants_active_check check (state <> 'active' or (suspended_at is null and deleted_at is null)),
    constraint tenants_deleted_check
      check (state in ('active', 'suspended') or (deleted_at is not null and purge_at is not null)),
    constraint tenants_settings_check check (
      locale in ('en', 'fr') and length(time_zone) <= 64 and length(display_name) between 1 and 120
      and colour ~ '^#[0-9a-f]{6}$' and logo_url ~ '^https://' and length(logo_url) <= 2000)
  )`,
  ...indexes,
  `grant select,
    insert (id, slug, name, name_key, search_text, product, plan, origins, locale, time_zone, display_name, colour, logo_url),
    update (name, name_key, search_text, plan, origins, locale, time_zone, display_name, colour, logo_url,
      state, suspended_at, suspension_reason, deleted_at, purge_at, purged_at, version, updated_at)
  on tenants.tenants to palier_app`,
  ...directoryVersion,
  declareSharedTable('tenants.tenants', {
    holds: 'A tenant: slug, name, product, plan, settings and state. Of a purged one the slug stays.',
    through: 'tenants.registry',
  }),
  declareSharedTable('tenants.directory_version', {
    holds: 'The version of the table of tenants.',
    through: 'tenants.registry',
  }),
);
