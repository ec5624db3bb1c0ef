import { declareSharedTable, migration } from '#platform/database';

/** Feature flags: settings of the whole deployment, so no row level security. */
export const FlagsFlags1763700000400 = migration(
  'create sequence platform.flag_versions as integer',
  'grant usage on sequence platform.flag_versions to palier_app',
  `
    create table platform.flags (
      name text primary key check (length(name) between 1 and 100),
      enabled boolean not null,
      percentage smallint not null check (percentage between 0 and 100),
      environments_on text[] not null,
      environments_off text[] not null,
      tenants_on uuid[] not null,
      tenants_off uuid[] not null,
      version integer not null default nextval('platform.flag_versions'),
      updated_at timestamptz(3) not null default now()
    )`,
  'grant select, insert, update, delete on platform.flags to palier_app',
  declareSharedTable('platform.flags', {
    holds: 'A feature flag, and for which tenants it is on.',
    through: 'flags.settings',
    uuids: { tenants_on: 'tenants', tenants_off: 'tenants' },
  }),
);
