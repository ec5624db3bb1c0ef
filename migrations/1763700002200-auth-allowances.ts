import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many mails may still go out in a tenant, and the function that lets go of what is over, for every tenant. */
export class AuthAllowances1763700002200 implements MigrationInterface {
  name = 'AuthAllowances1763700002200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table auth.allowances (
        tenant_id uuid not null,
        key bytea not null check (octet_length(key) = 32),
        used integer not null check (used > 0),
        ends_at timestamptz(3) not null,
        primary key (tenant_id, key)
      )`);
    await runner.query('create index allowances_by_end on auth.allowances (ends_at)');
    await runner.query("select platform.protect_tenant_table('auth.allowances')");
    await runner.query('grant select, delete on auth.allowances to palier_ground');
    await runner.query('create policy ground on auth.allowances to palier_ground using (true)');
    await runner.query('grant select, insert, update, delete on auth.allowances to palier_app');
    await runner.query('grant create on schema auth to palier_ground');
    await runner.query('set local role palier_ground');
    await runner.query(expire);
    await runner.query('revoke execute on function auth.expire_allowances(integer) from public');
    await runner.query('grant execute on function auth.expire_allowances(integer) to palier_app');
    await runner.query('reset role');
    await runner.query('revoke create on schema auth from palier_ground');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** One that began anew meanwhile stays. */
const expire = `
  create function auth.expire_allowances(most integer) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with old as (
        select tenant_id, key from auth.allowances where ends_at < now() order by ends_at limit most
      ), removed as (
        delete from auth.allowances a using old
         where (a.tenant_id, a.key) = (old.tenant_id, old.key) and a.ends_at < now() returning 1
      )
      select count(*)::integer from removed
    $$`;
