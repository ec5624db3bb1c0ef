import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tries to sign in where no Redis counts them. Their rows are the reserved tenant's: those of a
 * tenant would never be cleared.
 */
export class AuthSignInTries1763700002700 implements MigrationInterface {
  name = 'AuthSignInTries1763700002700';

  async up(runner: QueryRunner): Promise<void> {
    // Unlogged: a crash forgets some guesses, and a storm of them writes no WAL.
    await runner.query(`
      create unlogged table auth.sign_in_tries (
        tenant_id uuid not null,
        key bytea not null check (octet_length(key) = 32),
        tries integer not null,
        free_tries integer not null,
        ends_at timestamptz(3) not null,
        opens_at timestamptz(3) not null,
        primary key (tenant_id, key)
      )`);
    await runner.query("select platform.protect_tenant_table('auth.sign_in_tries')");
    await runner.query('create index sign_in_tries_by_end on auth.sign_in_tries (tenant_id, ends_at)');
    await runner.query('grant select, insert, update, delete on auth.sign_in_tries to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
