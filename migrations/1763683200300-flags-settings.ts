import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Feature flags and the degradation level: settings of the whole deployment, so no row level security. */
export class FlagsSettings1763683200300 implements MigrationInterface {
  name = 'FlagsSettings1763683200300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform.flags (
        name text primary key check (length(name) between 1 and 100),
        enabled boolean not null,
        percentage smallint not null check (percentage between 0 and 100),
        environments_on text[] not null,
        environments_off text[] not null,
        tenants_on uuid[] not null,
        tenants_off uuid[] not null,
        version integer not null default 1,
        updated_at timestamptz(3) not null default now()
      )`);
    await runner.query('grant select, insert, update, delete on platform.flags to palier_app');
    await runner.query(`
      create table platform.degradation (
        the_only boolean primary key default true check (the_only),
        level smallint not null check (level between 0 and 4),
        reason text not null check (length(reason) <= 200),
        since timestamptz(3) not null default now()
      )`);
    await runner.query("insert into platform.degradation (level, reason) values (0, '')");
    await runner.query('grant select, update (level, reason, since) on platform.degradation to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
