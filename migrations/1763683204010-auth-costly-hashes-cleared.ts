import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has a hash that is refused by now chooses a password by mail, like those who were imported without one. */
export class AuthCostlyHashesCleared1763683204010 implements MigrationInterface {
  name = 'AuthCostlyHashesCleared1763683204010';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(clearCostly);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// Row level security shows the owner no tenant's rows: each tenant comes into force in its turn, and commits by itself.
// Operators are users of a tenant that is not in the table.
const clearCostly = `
  do $$ declare tenant uuid; begin
    for tenant in select id from tenants.tenants union all select '00000000-0000-7000-8000-000000000000' loop
      perform set_config('app.tenant_id', tenant::text, true);
      update auth.users set password_hash = null where password_hash ~ '^\\$2[aby]\\$1[3-9]';
      commit;
    end loop;
  end $$`;
