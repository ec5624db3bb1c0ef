import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The feed of revocations, where there is no Redis. Its rows are the reserved tenant's, whatever
 * tenant they concern: every process follows all of them, and row level security shows one tenant.
 */
export class AuthRevocations1763700002500 implements MigrationInterface {
  name = 'AuthRevocations1763700002500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auth.revocations (
        tenant_id uuid not null,
        id uuid not null,
        kind text not null check (kind in ('session', 'user', 'tenant', 'tokens')),
        subject uuid not null,
        -- Whose user it concerns: the copy of a tenant has users with the same ids.
        of_tenant uuid,
        user_id uuid check ((user_id is not null) = (kind = 'session')),
        before_ms bigint not null,
        created_at timestamptz(3) not null default clock_timestamp(),
        primary key (tenant_id, id)
      )`);
    await runner.query('create index revocations_latest on auth.revocations (tenant_id, created_at)');
    await runner.query("select platform.protect_tenant_table('auth.revocations')");
    await runner.query('grant select, insert, delete on auth.revocations to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
