import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The devices that someone signed in from. */
export class AuthKnownDevices1763700002600 implements MigrationInterface {
  name = 'AuthKnownDevices1763700002600';

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
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
