import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registry of tenants. It scopes everything else, so it has no row level security; its
 * columns that never change are not granted for update.
 */
export class TenantsRegistry1763683200100 implements MigrationInterface {
  name = 'TenantsRegistry1763683200100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create extension if not exists pg_trgm');
    await runner.query('create schema tenants');
    await runner.query('grant usage on schema tenants to palier_app');
    await runner.query(table);
    for (const index of indexes) await runner.query(index);
    await runner.query(`
      grant select,
        insert (id, slug, name, name_key, search_text, product, plan, origins),
        update (name, name_key, search_text, plan, origins, state, suspended_at, suspension_reason, version, updated_at)
      on tenants.tenants to palier_app`);
    for (const part of directoryVersion) await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const table = `
  create table tenants.tenants (
    id uuid primary key,
    slug text collate "C" not null constraint tenants_slug_key unique
      check (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(slug) between 2 and 63),
    name text not null check (length(name) between 1 and 120),
    name_key text collate "C" not null,
    search_text text not null,
    product text not null,
    plan text not null,
    state text not null default 'active' check (state in ('active', 'suspended')),
    origins text[] not null default '{}',
    suspended_at timestamptz(3),
    suspension_reason text check (length(suspension_reason) <= 500),
    version integer not null default 1,
    directory_version bigint not null,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    check ((state = 'suspended') = (suspended_at is not null))
  )`;

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
];

/**
 * A version that only grows, and by which every process asks for what changed. A sequence would
 * not do: a number drawn first may commit last, and a reader that has gone past it misses the row.
 * This row's lock makes writers of tenants take turns, so versions become visible in order.
 */
const directoryVersion = [
  `create table tenants.directory_version (
    single boolean primary key default true check (single),
    version bigint not null
  )`,
  'insert into tenants.directory_version (version) values (0)',
  'grant select, update (version) on tenants.directory_version to palier_app',

  // Once a statement: a thousand rows inserted together must not write the same row a thousand times.
  `create function tenants.advance_directory() returns trigger language plpgsql as $$
    begin
      update tenants.directory_version set version = version + 1;
      return null;
    end $$`,
  `create function tenants.stamp_tenant() returns trigger language plpgsql as $$
    begin
      select version into new.directory_version from tenants.directory_version;
      return new;
    end $$`,
  `create trigger advance_directory before insert or update on tenants.tenants
    for each statement execute function tenants.advance_directory()`,
  `create trigger stamp_tenant before insert or update on tenants.tenants
    for each row execute function tenants.stamp_tenant()`,
];
