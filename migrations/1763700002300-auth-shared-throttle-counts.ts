import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was throttled of one address or one network, whatever the tenant: counted by functions alone, under keyed hashes.
 * Unlogged: a crash forgets what was used, and no archive takes it along.
 */
export class AuthSharedThrottleCounts1763700002300 implements MigrationInterface {
  name = 'AuthSharedThrottleCounts1763700002300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unlogged table auth.shared_throttle_counts (
        key bytea primary key check (octet_length(key) = 32),
        used integer not null check (used > 0),
        ends_at timestamptz(3) not null
      )`);
    await runner.query('create index shared_throttle_counts_by_end on auth.shared_throttle_counts (ends_at)');
    await runner.query('grant select, insert, update, delete on auth.shared_throttle_counts to palier_cross_tenant');
    await runner.query('grant create on schema auth to palier_cross_tenant');
    await runner.query('set local role palier_cross_tenant');
    for (const text of [use, end, expire]) await runner.query(text);
    const functions = `auth.use_shared_throttle_count(bytea, integer), auth.shared_throttle_count_seconds(bytea),
      auth.expire_shared_throttle_counts(integer)`;
    await runner.query(`revoke execute on function ${functions} from public`);
    await runner.query(`grant execute on function ${functions} to palier_app`);
    await runner.query('reset role');
    await runner.query('revoke create on schema auth from palier_cross_tenant');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** False where the limit is reached; the hour begins with the first use. In the caller's transaction. */
const use = `
  create function auth.use_shared_throttle_count(what bytea, most integer) returns boolean
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with counted as (
        insert into auth.shared_throttle_counts as had (key, used, ends_at) values (what, 1, now() + interval '1 hour')
        on conflict (key) do update set
          used = case when had.ends_at <= now() then 1 else had.used + 1 end,
          ends_at = case when had.ends_at <= now() then excluded.ends_at else had.ends_at end
        where had.ends_at <= now() or had.used < most
        returning 1
      )
      select exists (select from counted)
    $$`;

const end = `
  create function auth.shared_throttle_count_seconds(what bytea) returns integer
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select ceil(extract(epoch from ends_at - now()))::integer from auth.shared_throttle_counts where key = what
    $$`;

/** One that began anew meanwhile stays. */
const expire = `
  create function auth.expire_shared_throttle_counts(most integer) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with old as (
        select key from auth.shared_throttle_counts where ends_at < now() order by ends_at limit most
      ), removed as (
        delete from auth.shared_throttle_counts a using old where a.key = old.key and a.ends_at < now() returning 1
      )
      select count(*)::integer from removed
    $$`;
