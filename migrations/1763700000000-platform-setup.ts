import { migration } from '#platform/database';

/** Functions are run by nobody but their owner until they are granted. */
const noPublicFunctions = [
  'alter default privileges revoke execute on functions from public',
  ...['palier_cross_tenant', 'palier_backup'].flatMap((role) => [
    `set local role ${role}`,
    'alter default privileges revoke execute on functions from public',
    'reset role',
  ]),
];

/**
 * The platform's schema, and the rights of the backup role to read every table that migrations make.
 */
export const PlatformSetup1763700000000 = migration(
  `do $$ begin
    if (select count(*) < 2 from pg_roles where rolname in ('palier_backup', 'palier_cross_tenant')) then
      raise exception 'A role is missing: run "palier database init" once more, then try again.';
    end if;
  end $$`,
  'create schema if not exists platform',
  // The record of migrations is there before the first of them, and so before the default privileges.
  `grant usage on schema platform to palier_app, palier_backup;
  grant usage on schema platform to palier_cross_tenant;
  grant select on platform.migrations to palier_backup;
  alter default privileges grant usage on schemas to palier_backup;
  alter default privileges grant select on tables to palier_backup;
  alter default privileges grant select on sequences to palier_backup`,
  ...noPublicFunctions,
);
