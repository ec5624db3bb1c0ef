import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Feature flags: settings of the whole deployment, so no row level security. */
export class FlagsFlags1763700000400 implements MigrationInterface {
  name = 'FlagsFlags1763700000400';

  async up(runner: QueryRunner): Promise<void> {
    // Versions from a sequence: a flag that was cleared and set again must not come back to a version that someone read.
    await runner.query('create sequence platform.flag_versions as integer');
    await runner.query('grant usage on sequence platform.flag_versions to palier_app');
    await runner.query(`
      create table platform.flags (
        name text primary key check (length(name) between 1 and 100),
        enabled boolean not null,
        percentage smallint not null check (percentage between 0 and 100),
        environments_on text[] not null,
        environments_off text[] not null,
        tenants_on uuid[] not null,
        tenants_off uuid[] not null,
        version integer not null default nextval('platform.flag_versions'),
        updated_at timestamptz(3) not null default now()
      )`);
    await runner.query('grant select, insert, update, delete on platform.flags to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
