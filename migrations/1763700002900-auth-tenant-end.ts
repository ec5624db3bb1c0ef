import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How all that `auth` holds of a tenant is removed when it is purged. */
export class AuthTenantEnd1763700002900 implements MigrationInterface {
  name = 'AuthTenantEnd1763700002900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(emptyTenant);
    await runner.query('revoke execute on function auth.empty_tenant(integer) from public');
    await runner.query('grant execute on function auth.empty_tenant(integer) to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

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
