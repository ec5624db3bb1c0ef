import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tries to sign in are the application's own rows from now on: those of tenants would never be cleared. */
export class AuthTries1763683203200 implements MigrationInterface {
  name = 'AuthTries1763683203200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('truncate auth.sign_in_tries');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
