import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The platform's schema. */
export class PlatformSetup1763683200000 implements MigrationInterface {
  name = 'PlatformSetup1763683200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS platform');
    await runner.query('GRANT USAGE ON SCHEMA platform TO palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
