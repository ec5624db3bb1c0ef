import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What every tenant-owned table needs, in one call, so that none is forgotten; and the right of the
 * backup role to read every row, which row level security would hide from the owner itself.
 */
export class PlatformProtection1763683200600 implements MigrationInterface {
  name = 'PlatformProtection1763683200600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rolesAreThere);
    await runner.query('grant usage, create on schema platform to palier_ground');
    await runner.query('grant usage on schema platform, tenants, catalog to palier_backup');
    await runner.query('grant select on all tables in schema platform, tenants, catalog to palier_backup');
    await runner.query('alter default privileges grant usage on schemas to palier_backup');
    await runner.query('alter default privileges grant select on tables to palier_backup');
    await runner.query('alter default privileges grant select on sequences to palier_backup');
    await runner.query(protect);
    await runner.query('revoke execute on function platform.protect_tenant_table(regclass) from public');
    await runner.query(existing);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const rolesAreThere = `
  do $$ begin
    if (select count(*) < 2 from pg_roles where rolname in ('palier_backup', 'palier_ground')) then
      raise exception 'A role is missing: run "palier database init" once more, then try again.';
    end if;
  end $$`;

/** Row level security in force for everyone, the tenant's policy, and the backup role's right to read. */
const protect = `
  create function platform.protect_tenant_table(target regclass) returns void language plpgsql as $$
    begin
      execute format('alter table %s enable row level security, force row level security', target);
      execute format($policy$create policy tenant on %s
        using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, target);
      execute format('create policy backup on %s for select to palier_backup using (true)', target);
    end $$`;

/** The tables that were there before have their tenant's policy already. */
const existing = `
  do $$ declare target regclass; begin
    for target in select oid::regclass from pg_class where relrowsecurity and relkind in ('r', 'p') loop
      execute format('create policy backup on %s for select to palier_backup using (true)', target);
    end loop;
  end $$`;
