import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Unverified users hold no seat of their tenant's plan any more: what tenants hold is counted anew. */
export class AuthSeatsAnew1763683203120 implements MigrationInterface {
  name = 'AuthSeatsAnew1763683203120';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(countAnew);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// Row level security shows the owner no tenant's rows: each tenant comes into force in its turn, and commits by itself,
// so that nobody waits long. The counter is locked before the rows are counted: nobody takes or gives back in between.
const countAnew = `
  do $$ declare tenant uuid; begin
    for tenant in select id from tenants.tenants loop
      perform set_config('app.tenant_id', tenant::text, true);
      continue when not exists (
        select from auth.users where state = 'unverified' or (state = 'deactivated' and deactivated_from = 'unverified'));
      perform from tenants.usage where quota = 'members' for update;
      update tenants.usage set used = (
        select count(*) from auth.users where coalesce(deactivated_from, state) <> 'unverified')
      where quota = 'members';
      commit;
    end loop;
  end $$`;
