import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose user a revocation concerns: the copy of a tenant has users with the same ids. */
export class AuthRevocationsOfTenants1763683204200 implements MigrationInterface {
  name = 'AuthRevocationsOfTenants1763683204200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table auth.revocations add column of_tenant uuid');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
