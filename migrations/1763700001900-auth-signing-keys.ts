import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The keys that access tokens are signed with, as rows of the reserved tenant. `kid` is the RFC 7638
 * thumbprint of the public key, whose coordinates are plain; the private key is sealed.
 */
export class AuthSigningKeys1763700001900 implements MigrationInterface {
  name = 'AuthSigningKeys1763700001900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auth.signing_keys (
        tenant_id uuid not null,
        kid text not null check (length(kid) = 43),
        x text not null check (length(x) = 43),
        y text not null check (length(y) = 43),
        private_key bytea not null,
        signs_from timestamptz(3) not null,
        verifies_until timestamptz(3),
        created_at timestamptz not null default clock_timestamp(),
        primary key (tenant_id, kid)
      )`);
    await runner.query("select platform.protect_tenant_table('auth.signing_keys')");
    await runner.query(`
      grant select, insert, delete on auth.signing_keys to palier_app;
      grant update (verifies_until) on auth.signing_keys to palier_app`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
