import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reads the rows that were there before the rule; writing goes on meanwhile. */
export class AuthCostlyHashesValidated1763683204020 implements MigrationInterface {
  name = 'AuthCostlyHashesValidated1763683204020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table auth.users validate constraint users_password_hash_form');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
