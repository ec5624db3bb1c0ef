import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The devices that someone signed in from, and the tries to sign in where no Redis counts them. */
export class AuthSignIn1763683202400 implements MigrationInterface {
  name = 'AuthSignIn1763683202400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auth.known_devices (
        tenant_id uuid not null,
        user_id uuid not null,
        token_hash bytea not null check (octet_length(token_hash) = 32),
        created_at timestamptz(3) not null default now(),
        last_seen_at timestamptz(3) not null default now(),
        primary key (tenant_id, user_id, token_hash),
        foreign key (tenant_id, user_id) references auth.users on delete cascade
      )`);
    await runner.query("select platform.protect_tenant_table('auth.known_devices')");
    await runner.query('grant select, insert, update, delete on auth.known_devices to palier_app');
    // Unlogged: a crash forgets some guesses, and a storm of them writes no WAL.
    await runner.query(`
      create unlogged table auth.sign_in_tries (
        tenant_id uuid not null,
        key bytea not null check (octet_length(key) = 32),
        tries integer not null,
        free_tries integer not null,
        ends_at timestamptz(3) not null,
        opens_at timestamptz(3) not null,
        primary key (tenant_id, key)
      )`);
    await runner.query("select platform.protect_tenant_table('auth.sign_in_tries')");
    await runner.query('create index sign_in_tries_by_end on auth.sign_in_tries (tenant_id, ends_at)');
    await runner.query('grant select, insert, update, delete on auth.sign_in_tries to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
