import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The secrets in mailed links, and the function that lets go of those that are over, for every tenant. */
export class AuthEmailTokens1763700002100 implements MigrationInterface {
  name = 'AuthEmailTokens1763700002100';

  async up(runner: QueryRunner): Promise<void> {
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
    await runner.query("select platform.protect_tenant_table('auth.email_tokens')");
    await runner.query('grant select, delete on auth.email_tokens to palier_cross_tenant');
    await runner.query('create policy cross_tenant on auth.email_tokens to palier_cross_tenant using (true)');
    await runner.query('grant select, insert, delete on auth.email_tokens to palier_app');
    await runner.query('grant create on schema auth to palier_cross_tenant');
    await runner.query('set local role palier_cross_tenant');
    await runner.query(expire);
    await runner.query('revoke execute on function auth.expire_email_tokens(integer) from public');
    await runner.query('grant execute on function auth.expire_email_tokens(integer) to palier_app');
    await runner.query('reset role');
    await runner.query('revoke create on schema auth from palier_cross_tenant');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const expire = `
  create function auth.expire_email_tokens(most integer) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with old as (
        select tenant_id, id from auth.email_tokens where expires_at < now() order by expires_at limit most
      ), removed as (
        delete from auth.email_tokens t using old where (t.tenant_id, t.id) = (old.tenant_id, old.id) returning 1
      )
      select count(*)::integer from removed
    $$`;
