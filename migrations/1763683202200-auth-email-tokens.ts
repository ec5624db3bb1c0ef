import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The secrets in mailed links, how many mails may still go out, and the functions that let go of what is over, for every tenant. */
export class AuthEmailTokens1763683202200 implements MigrationInterface {
  name = 'AuthEmailTokens1763683202200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant usage, create on schema auth to palier_ground');
    await runner.query(`
      create table auth.email_tokens (
        tenant_id uuid not null,
        id uuid not null,
        user_id uuid not null,
        purpose text not null check (purpose in ('verify-email', 'reset-password')),
        hash bytea not null check (octet_length(hash) = 32),
        expires_at timestamptz(3) not null,
        primary key (tenant_id, id),
        foreign key (tenant_id, user_id) references auth.users (tenant_id, id) on delete cascade
      )`);
    await runner.query('create index email_tokens_by_user on auth.email_tokens (tenant_id, user_id, purpose)');
    await runner.query('create index email_tokens_by_expiry on auth.email_tokens (expires_at)');
    await runner.query(`
      create table auth.allowances (
        tenant_id uuid not null,
        key bytea not null check (octet_length(key) = 32),
        used integer not null check (used > 0),
        ends_at timestamptz(3) not null,
        primary key (tenant_id, key)
      )`);
    await runner.query('create index allowances_by_end on auth.allowances (ends_at)');
    for (const table of ['auth.email_tokens', 'auth.allowances']) {
      await runner.query(`select platform.protect_tenant_table('${table}')`);
      await runner.query(`grant select, delete on ${table} to palier_ground`);
      await runner.query(`create policy ground on ${table} to palier_ground using (true)`);
    }
    await runner.query('grant select, insert, delete on auth.email_tokens to palier_app');
    await runner.query('grant select, insert, update, delete on auth.allowances to palier_app');
    await runner.query('set local role palier_ground');
    await runner.query(expireTokens);
    await runner.query(expireAllowances);
    await runner.query(
      'revoke execute on function auth.expire_email_tokens(integer), auth.expire_allowances(integer) from public',
    );
    await runner.query(
      'grant execute on function auth.expire_email_tokens(integer), auth.expire_allowances(integer) to palier_app',
    );
    await runner.query('reset role');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const expireTokens = `
  create function auth.expire_email_tokens(most integer) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with old as (
        select tenant_id, id from auth.email_tokens where expires_at < now() order by expires_at limit most
      ), removed as (
        delete from auth.email_tokens t using old where (t.tenant_id, t.id) = (old.tenant_id, old.id) returning 1
      )
      select count(*)::integer from removed
    $$`;

/** One that began anew meanwhile stays. */
const expireAllowances = `
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
