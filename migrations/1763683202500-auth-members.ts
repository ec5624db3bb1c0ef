import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was asked to join a tenant; and how all that `auth` holds of a tenant is removed when it is purged. */
export class AuthMembers1763683202500 implements MigrationInterface {
  name = 'AuthMembers1763683202500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(invitations);
    await runner.query("select platform.protect_tenant_table('auth.invitations')");
    await runner.query('grant select, insert, update, delete on auth.invitations to palier_app');
    await runner.query(emptyTenant);
    await runner.query('revoke execute on function auth.empty_tenant(integer) from public');
    await runner.query('grant execute on function auth.empty_tenant(integer) to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// Nobody invites twice: the partial index makes a new invitation take the place of the open one.
const invitations = `
  create table auth.invitations (
    tenant_id uuid not null,
    id uuid not null,
    email text collate "C" not null check (email = lower(email) and length(email) between 3 and 254),
    role text not null check (role in ('member', 'editor', 'admin', 'owner')),
    locale text check (locale in ('en', 'fr')),
    hashes bytea[] not null default '{}' check (cardinality(hashes) <= 8),
    invited_by uuid,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    accepted_at timestamptz(3),
    revoked_at timestamptz(3),
    primary key (tenant_id, id),
    foreign key (tenant_id, invited_by) references auth.users (tenant_id, id) on delete set null (invited_by)
  );
  create unique index invitations_open on auth.invitations (tenant_id, email)
    where accepted_at is null and revoked_at is null;
  create index invitations_by_creation on auth.invitations (tenant_id, created_at, id)
    where accepted_at is null and revoked_at is null;
  create index invitations_by_inviter on auth.invitations (tenant_id, invited_by);
  create index invitations_by_expiry on auth.invitations (tenant_id, expires_at);
`;

// Whatever tables there are by then, one of them a call, so that a call deletes no more than it is
// asked to: users come last, since rows that point to them go with them.
const emptyTenant = `
  create function auth.empty_tenant(most integer) returns table (name text, deleted bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    leaf regclass;
  begin
    for leaf, name in
      select c.oid, coalesce(pg_partition_root(c.oid), c.oid)::regclass::text from pg_class c
      where c.relkind = 'r' and c.relrowsecurity and c.relnamespace = 'auth'::regnamespace
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
      order by c.oid = 'auth.users'::regclass, 2, 1
    loop
      execute format('delete from %1$s where tenant_id = $1 and ctid = any (array(select ctid from %1$s where tenant_id = $1 limit $2))', leaf)
        using tenant, most;
      get diagnostics deleted = row_count;
      if deleted > 0 then
        return next;
        return;
      end if;
    end loop;
  end $$`;
