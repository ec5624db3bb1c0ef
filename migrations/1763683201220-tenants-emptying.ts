import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the end of a purge needs beyond the application's own rights: to empty the platform's tables
 * of the tenant in force, and to count what is left of it in every table that there is.
 *
 * Both run as the owner, whom row level security binds to that one tenant, and say the tenant again
 * in each statement; only a tenant that is being purged is emptied.
 */
export class TenantsEmptying1763683201220 implements MigrationInterface {
  name = 'TenantsEmptying1763683201220';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(kept);
    await runner.query(emptyGround);
    await runner.query(rowsLeft);
    await runner.query(`
      revoke execute on function tenants.is_kept, tenants.empty_ground, tenants.rows_left from public;
      grant execute on function tenants.empty_ground, tenants.rows_left to palier_app`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// The audit trail proves the purge and the metering bills it. The outbox carries the purge's own
// events, and the inbox notes who has handled them: both drop with their partitions. All of it is ids
// and numbers.
const kept = `
  create function tenants.is_kept(name text) returns boolean language sql immutable
  set search_path = pg_catalog, pg_temp as $$
    select name ~ '^platform\\.(audit|outbox|inbox)' or name ~ '^tenants\\.(metering|purge)'
  $$`;

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
