import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was throttled in a tenant within the last hour, and the function that deletes expired counts of all tenants. */
export class AuthThrottleCounts1763700002200 implements MigrationInterface {
  name = 'AuthThrottleCounts1763700002200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auth.throttle_counts (
        tenant_id uuid not null,
        key bytea not null check (octet_length(key) = 32),
        used integer not null check (used > 0),
        ends_at timestamptz(3) not null,
        primary key (tenant_id, key)
      )`);
    await runner.query('create index throttle_counts_by_end on auth.throttle_counts (ends_at)');
    await runner.query("select platform.protect_tenant_table('auth.throttle_counts')");
    await runner.query('grant select, delete on auth.throttle_counts to palier_cross_tenant');
    await runner.query('create policy cross_tenant on auth.throttle_counts to palier_cross_tenant using (true)');
    await runner.query('grant select, insert, update, delete on auth.throttle_counts to palier_app');
    await runner.query('grant create on schema auth to palier_cross_tenant');
    await runner.query('set local role palier_cross_tenant');
    await runner.query(expire);
    await runner.query('revoke execute on function auth.expire_throttle_counts(integer) from public');
    await runner.query('grant execute on function auth.expire_throttle_counts(integer) to palier_app');
    await runner.query('reset role');
    await runner.query('revoke create on schema auth from palier_cross_tenant');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** One that began anew meanwhile stays. */
const expire = `
  create function auth.expire_throttle_counts(most integer) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with old as (
        select tenant_id, key from auth.throttle_counts where ends_at < now() order by ends_at limit most
      ), removed as (
        delete from auth.throttle_counts a using old
         where (a.tenant_id, a.key) = (old.tenant_id, old.key) and a.ends_at < now() returning 1
      )
      select count(*)::integer from removed
    $$`;
