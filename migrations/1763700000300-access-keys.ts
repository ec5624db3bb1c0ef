import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Operators' API keys: no tenant's, so no row level security. */
export class AccessKeys1763700000300 implements MigrationInterface {
  name = 'AccessKeys1763700000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform.api_keys (
        id uuid primary key,
        prefix text not null constraint api_keys_prefix_key unique check (prefix ~ '^[a-z2-7]{8}$'),
        hash bytea not null check (octet_length(hash) = 32),
        name text not null check (length(name) between 1 and 100),
        scopes text[] not null check (cardinality(scopes) > 0),
        created_at timestamptz(3) not null default now(),
        last_used_at timestamptz(3),
        revoked_at timestamptz(3)
      )`);
    await runner.query('create index api_keys_live_name on platform.api_keys (name) where revoked_at is null');
    await runner.query(`
      grant select, insert (id, prefix, hash, name, scopes), update (last_used_at, revoked_at)
      on platform.api_keys to palier_app`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
