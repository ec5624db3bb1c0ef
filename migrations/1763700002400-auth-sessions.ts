import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is signed in, the marks that revoke their tokens, and the two functions that read those of every tenant. */
export class AuthSessions1763700002400 implements MigrationInterface {
  name = 'AuthSessions1763700002400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    for (const table of ['sessions', 'revocation_marks'])
      await runner.query(`select platform.protect_tenant_table('auth.${table}')`);
    await runner.query(grants);
    await runner.query(functions);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const tables = `
  create table auth.sessions (
    tenant_id     uuid not null,
    id            uuid not null,
    user_id       uuid not null,
    role          text not null check (role in ('member', 'editor', 'admin', 'owner')),
    name          text not null,
    device        text not null check (length(device) <= 200),
    address       text not null,
    region        text not null default '',
    salt          bytea not null check (octet_length(salt) = 16),
    family_hash   bytea not null check (octet_length(family_hash) = 16),
    previous_hash bytea not null check (octet_length(previous_hash) = 16),
    current_hash  bytea not null check (octet_length(current_hash) = 16),
    next_hash     bytea not null check (octet_length(next_hash) = 16),
    last_seen_at  timestamptz(3) not null,
    expires_at    timestamptz(3) not null,
    primary key (tenant_id, id)
  );
  create index sessions_of_user on auth.sessions (tenant_id, user_id, last_seen_at desc, id);
  create index sessions_by_expiry on auth.sessions (expires_at);

  create table auth.revocation_marks (
    tenant_id     uuid not null,
    user_id       uuid not null,
    ended_until   timestamptz(3),
    tokens_until  timestamptz(3),
    marked_at     timestamptz(3) not null default now(),
    primary key (tenant_id, user_id)
  );
  create index revocation_marks_by_age on auth.revocation_marks (marked_at);
`;

const grants = `
  grant select, insert, delete on auth.sessions to palier_app;
  grant update (role, name, device, address, region, previous_hash, current_hash, next_hash, last_seen_at, expires_at)
    on auth.sessions to palier_app;
  grant select, insert, update on auth.revocation_marks to palier_app;

  grant select, delete on auth.sessions, auth.revocation_marks to palier_cross_tenant;
  create policy cross_tenant on auth.sessions to palier_cross_tenant using (true);
  create policy cross_tenant on auth.revocation_marks to palier_cross_tenant using (true);
`;

// A mark is needed for as long as a token that it revokes lives: 10 minutes, and one for clocks that differ.
const functions = `
  grant create on schema auth to palier_cross_tenant;
  set local role palier_cross_tenant;
  create function auth.count_sessions(at timestamptz) returns table (tenant_id uuid, region text, sessions integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.tenant_id, s.region, count(*)::integer from auth.sessions s where s.expires_at > at group by 1, 2
  $$;
  create function auth.expire_sessions(most integer) returns integer
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    with gone as (
      delete from auth.sessions where ctid = any (array(
        select ctid from auth.sessions where expires_at < now() order by expires_at limit most))
      returning 1
    ), forgotten as (
      delete from auth.revocation_marks where ctid = any (array(
        select ctid from auth.revocation_marks where marked_at < now() - interval '11 minutes'
        order by marked_at limit most))
      returning 1
    )
    select greatest((select count(*) from gone), (select count(*) from forgotten))::integer
  $$;
  revoke execute on function auth.count_sessions, auth.expire_sessions from public;
  grant execute on function auth.count_sessions, auth.expire_sessions to palier_app;
  reset role;
  revoke create on schema auth from palier_cross_tenant;
`;
