import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The degradation level: one row for the whole deployment, so no row level security. */
export class FlagsDegradation1763700000500 implements MigrationInterface {
  name = 'FlagsDegradation1763700000500';

  async up(runner: QueryRunner): Promise<void> {
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
