import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How tenants are purged, and the receipts of those that were emptied. */
export class TenantsPurges1763700001500 implements MigrationInterface {
  name = 'TenantsPurges1763700001500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    for (const table of ['purges', 'purge_answers', 'purge_receipts'])
      await runner.query(`select platform.protect_tenant_table('tenants.${table}')`);
    await runner.query(grants);
    for (const text of [kept, emptyGround, rowsLeft, rights]) await runner.query(text);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// One purge a tenant: a purged tenant has nothing to purge, and its slug is never given away.
const tables = `
  create table tenants.purges (
    tenant_id uuid not null,
    id        uuid not null,
    slug      text collate "C" not null,
    asked_by  text not null,
    contexts  text[] not null,
    round     integer not null default 1,
    counts    jsonb not null default '{}',
    began_at  timestamptz(3) not null default now(),
    seen_at   timestamptz(3) not null default now(),
    ended_at  timestamptz(3),
    primary key (tenant_id),
    unique (tenant_id, id)
  );
  create table tenants.purge_answers (
    tenant_id   uuid not null,
    purge_id    uuid not null,
    round       integer not null,
    context     text collate "C" not null,
    answered_at timestamptz(3) not null default now(),
    primary key (tenant_id, purge_id, round, context),
    foreign key (tenant_id, purge_id) references tenants.purges (tenant_id, id)
  );
  create table tenants.purge_receipts (
    tenant_id uuid not null,
    id        uuid not null,
    slug      text collate "C" not null,
    asked_by  text not null,
    began_at  timestamptz(3) not null,
    ended_at  timestamptz(3) not null,
    counts    jsonb not null,
    kept      jsonb not null,
    sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    primary key (tenant_id, id)
  );
`;

const grants = `
  grant select, insert, update (round, counts, seen_at, ended_at) on tenants.purges to palier_app;
  grant select, insert on tenants.purge_answers to palier_app;
  grant select, insert on tenants.purge_receipts to palier_app;
`;

// The audit trail proves the purge and the metering bills it. The outbox carries the purge's own
// events, and the inbox notes who has handled them: both drop with their partitions. All of it is ids
// and numbers.
const kept = `
  create function tenants.is_kept(name text) returns boolean language sql immutable
  set search_path = pg_catalog, pg_temp as $$
    select name ~ '^platform\\.(audit|outbox|inbox)' or name ~ '^tenants\\.(metering|purge)'
  $$`;

// The two functions below do what the end of a purge needs beyond the application's own rights. Both run as
// the owner, whom row level security binds to the tenant in force, and say the tenant again in each
// statement; only a tenant that is being purged is emptied.

// Leaf by leaf and a batch at a time: a row's place is unique within a leaf alone.
const emptyGround = `
  create function tenants.empty_ground(most integer) returns table (name text, deleted bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    leaf regclass;
  begin
    if not exists (select from tenants.tenants where id = tenant and state = 'purging') then
      raise exception 'No tenant that is being purged is in force.';
    end if;
    for leaf, name in
      select c.oid, coalesce(pg_partition_root(c.oid), c.oid)::regclass::text from pg_class c
      where c.relkind = 'r' and c.relrowsecurity and c.relnamespace = 'platform'::regnamespace
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
        and coalesce(pg_partition_root(c.oid), c.oid)::regclass::text !~ '^platform\\.(audit|outbox|inbox)'
      order by 2, 1
    loop
      execute format('delete from %1$s where tenant_id = $1 and ctid = any (array(select ctid from %1$s where tenant_id = $1 limit $2))', leaf)
        using tenant, most;
      get diagnostics deleted = row_count;
      if deleted > 0 then return next; end if;
    end loop;
  end $$`;

const rowsLeft = `
  create function tenants.rows_left() returns table (name text, kept boolean, rows bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  begin
    for name in
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema$)'
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
      order by 1
    loop
      execute format('select count(*) from %s where tenant_id = $1', name) into rows using tenant;
      kept := tenants.is_kept(name);
      if rows > 0 then return next; end if;
    end loop;
  end $$`;

const rights = `
  revoke execute on function tenants.is_kept, tenants.empty_ground, tenants.rows_left from public;
  grant execute on function tenants.empty_ground, tenants.rows_left to palier_app`;
