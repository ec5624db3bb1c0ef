import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the unverified users of every tenant are found whose time is over. */
export class AuthUnverifiedIndex1763683203110 implements MigrationInterface {
  name = 'AuthUnverifiedIndex1763683203110';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists users_unverified on auth.users (link_mailed_at)
      where state = 'unverified'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
