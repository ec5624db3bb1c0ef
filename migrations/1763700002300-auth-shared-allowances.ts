import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an hour allows one address or one network whatever the tenant: counted by functions alone, under keyed hashes.
 * Unlogged: a crash forgets what was used, and no archive takes it along.
 */
export class AuthSharedAllowances1763700002300 implements MigrationInterface {
  name = 'AuthSharedAllowances1763700002300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unlogged table auth.shared_allowances (
        key bytea primary key check (octet_length(key) = 32),
        used integer not null check (used > 0),
        ends_at timestamptz(3) not null
      )`);
    await runner.query('create index shared_allowances_by_end on auth.shared_allowances (ends_at)');
    await runner.query('grant select, insert, update, delete on auth.shared_allowances to palier_ground');
    await runner.query('grant create on schema auth to palier_ground');
    await runner.query('set local role palier_ground');
    for (const text of [use, end, expire]) await runner.query(text);
    const functions = `auth.use_shared_allowance(bytea, integer), auth.shared_allowance_seconds(bytea),
      auth.expire_shared_allowances(integer)`;
    await runner.query(`revoke execute on function ${functions} from public`);
    await runner.query(`grant execute on function ${functions} to palier_app`);
    await runner.query('reset role');
    await runner.query('revoke create on schema auth from palier_ground');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** False where all is used; the hour begins with the first use. In the caller's transaction. */
const use = `
  create function auth.use_shared_allowance(what bytea, most integer) returns boolean
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with counted as (
        insert into auth.shared_allowances as had (key, used, ends_at) values (what, 1, now() + interval '1 hour')
        on conflict (key) do update set
          used = case when had.ends_at <= now() then 1 else had.used + 1 end,
          ends_at = case when had.ends_at <= now() then excluded.ends_at else had.ends_at end
        where had.ends_at <= now() or had.used < most
        returning 1
      )
      select exists (select from counted)
    $$`;

const end = `
  create function auth.shared_allowance_seconds(what bytea) returns integer
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select ceil(extract(epoch from ends_at - now()))::integer from auth.shared_allowances where key = what
    $$`;

/** One that began anew meanwhile stays. */
const expire = `
  create function auth.expire_shared_allowances(most integer) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with old as (
        select key from auth.shared_allowances where ends_at < now() order by ends_at limit most
      ), removed as (
        delete from auth.shared_allowances a using old where a.key = old.key and a.ends_at < now() returning 1
      )
      select count(*)::integer from removed
    $$`;
