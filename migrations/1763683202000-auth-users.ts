import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may sign in to a tenant. */
export class AuthUsers1763683202000 implements MigrationInterface {
  name = 'AuthUsers1763683202000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema auth');
    await runner.query('grant usage on schema auth to palier_app, palier_backup');
    await runner.query(`
      create table auth.users (
        tenant_id uuid not null,
        id uuid not null,
        email text collate "C" not null check (email = lower(email) and length(email) between 3 and 254),
        name text not null check (length(name) between 1 and 100),
        name_key text collate "C" not null default '',
        -- The last word first, since a family name is what many look for.
        family_key text collate "C" not null
          generated always as (regexp_replace(name_key, '^(.*\\S)\\s+(\\S+)$', '\\2 \\1')) stored,
        role text not null check (role in ('member', 'editor', 'admin', 'owner')),
        state text not null check (state in ('unverified', 'active', 'deactivated')),
        deactivated_from text check (deactivated_from in ('unverified', 'active')),
        password_hash text check (length(password_hash) <= 200),
        locale text check (locale in ('en', 'fr')),
        created_at timestamptz(3) not null default now(),
        last_sign_in_at timestamptz(3),
        -- A list walks from the latest on, and a null has no place in it.
        sign_in_key timestamptz(3) not null generated always as (coalesce(last_sign_in_at, to_timestamp(0))) stored,
        password_changed_at timestamptz(3),
        version integer not null default 1,
        primary key (tenant_id, id),
        constraint users_email unique (tenant_id, email)
      )`);
    for (const index of indexes) await runner.query(index);
    await runner.query("select platform.protect_tenant_table('auth.users')");
    await runner.query('grant select, insert, update, delete on auth.users to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** One for each filter and sort that the members' list offers; `users_email` is the one for addresses. */
const indexes = [
  'create index users_by_creation on auth.users (tenant_id, created_at, id)',
  'create index users_by_name on auth.users (tenant_id, name_key, id)',
  'create index users_by_family_name on auth.users (tenant_id, family_key)',
  'create index users_by_sign_in on auth.users (tenant_id, sign_in_key, id)',
  'create index users_by_role_creation on auth.users (tenant_id, role, created_at, id)',
  'create index users_by_role_name on auth.users (tenant_id, role, name_key, id)',
  'create index users_by_role_email on auth.users (tenant_id, role, email)',
  'create index users_by_role_sign_in on auth.users (tenant_id, role, sign_in_key, id)',
  'create index users_by_state_creation on auth.users (tenant_id, state, created_at, id)',
  'create index users_by_state_name on auth.users (tenant_id, state, name_key, id)',
  'create index users_by_state_email on auth.users (tenant_id, state, email)',
  'create index users_by_state_sign_in on auth.users (tenant_id, state, sign_in_key, id)',
];
