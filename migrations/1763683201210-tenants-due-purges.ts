import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the tenants whose grace is over are found. */
export class TenantsDuePurges1763683201210 implements MigrationInterface {
  name = 'TenantsDuePurges1763683201210';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists tenants_due on tenants.tenants (purge_at, id)
      where state = 'deleting'`);
    await runner.query(`
      create index concurrently if not exists tenants_purging on tenants.tenants (id)
      where state = 'purging'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
