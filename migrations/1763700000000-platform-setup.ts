import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The platform's schema, the rights of the backup role to read every table that migrations make, and
 * what every table of tenants needs in one call, so that none is forgotten.
 */
export class PlatformSetup1763700000000 implements MigrationInterface {
  name = 'PlatformSetup1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rolesAreThere);
    await runner.query('create schema if not exists platform');
    await runner.query(rights);
    await runner.query(protect);
    await runner.query('revoke execute on function platform.protect_tenant_table(regclass) from public');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const rolesAreThere = `
  do $$ begin
    if (select count(*) < 2 from pg_roles where rolname in ('palier_backup', 'palier_cross_tenant')) then
      raise exception 'A role is missing: run "palier database init" once more, then try again.';
    end if;
  end $$`;

// The record of migrations is there before the first of them, and so before the default privileges.
const rights = `
  grant usage on schema platform to palier_app, palier_backup;
  grant usage, create on schema platform to palier_cross_tenant;
  grant select on platform.migrations to palier_backup;
  alter default privileges grant usage on schemas to palier_backup;
  alter default privileges grant select on tables to palier_backup;
  alter default privileges grant select on sequences to palier_backup`;

/**
 * Row level security in force for everyone, the tenant's policy, and one for the backup role: row level
 * security would hide the rows from the owner itself.
 */
const protect = `
  create function platform.protect_tenant_table(target regclass) returns void language plpgsql as $$
    begin
      execute format('alter table %s enable row level security, force row level security', target);
      execute format($policy$create policy tenant on %s
        using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, target);
      execute format('create policy backup on %s for select to palier_backup using (true)', target);
    end $$`;
