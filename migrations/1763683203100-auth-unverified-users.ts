import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Unverified users go after a week: since when that counts, and how those of every tenant are found. */
export class AuthUnverifiedUsers1763683203100 implements MigrationInterface {
  name = 'AuthUnverifiedUsers1763683203100';

  async up(runner: QueryRunner): Promise<void> {
    // Of the rows that there are, the week begins now.
    await runner.query('alter table auth.users add column link_mailed_at timestamptz(3) not null default now()');
    await runner.query('grant select (tenant_id, id, state, link_mailed_at) on auth.users to palier_ground');
    await runner.query(policy);
    await runner.query('grant create on schema auth to palier_ground');
    await runner.query('set local role palier_ground');
    await runner.query(expired);
    await runner.query('revoke execute on function auth.expired_unverified_users(integer, integer) from public');
    await runner.query('grant execute on function auth.expired_unverified_users(integer, integer) to palier_app');
    await runner.query('reset role');
    await runner.query('revoke create on schema auth from palier_ground');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const policy = `
  create policy ground_unverified on auth.users for select to palier_ground using (state = 'unverified')`;

const expired = `
  create function auth.expired_unverified_users(days integer, most integer) returns table (tenant_id uuid, id uuid)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select u.tenant_id, u.id from auth.users u
      where u.state = 'unverified' and u.link_mailed_at < now() - make_interval(days => days)
      order by u.link_mailed_at limit most
    $$`;
