import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that are set aside are counted up to a bound: after a long failure there may be millions. */
export class EventsBoundedCount1763683203700 implements MigrationInterface {
  name = 'EventsBoundedCount1763683203700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local role palier_ground');
    await runner.query(count);
    await runner.query('reset role');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** Beyond 10,000 what the planner knows, and never less than was counted. */
const count = `
  create or replace function platform.count_set_aside_events() returns bigint language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
      select case when counted.rows <= 10000 then counted.rows else greatest(counted.rows,
        (select c.reltuples::bigint from pg_class c where c.oid = 'platform.set_aside_events'::regclass)) end
        from (select count(*) as rows from (select from platform.set_aside_events limit 10001) as first) as counted $$`;
