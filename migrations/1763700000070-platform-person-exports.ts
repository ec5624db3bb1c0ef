import { declarePersonTable, migration, user } from '#platform/database';

export const PlatformPersonExports1763700000070 = migration(
  // The export of a person, as JSON lines in numbered parts, until the person has fetched it.
  `create table platform.person_exports (
    tenant_id uuid not null,
    id uuid not null,
    part integer not null check (part >= 0),
    user_id uuid not null,
    lines text not null,
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, id, part)
  );
  create index person_exports_by_user on platform.person_exports (tenant_id, user_id);
  create index person_exports_by_age on platform.person_exports (created_at);
  grant select, insert, delete on platform.person_exports to palier_app`,
  declarePersonTable('platform.person_exports', {
    holds: 'A part of the export of a person: copies of rows of other tables.',
    persons: [user('user_id', 'delete', { none: 'it holds copies alone' })],
    retention: { column: 'created_at', after: '7 days' },
    archive: { notExported: 'copies of rows that are exported' },
  }),
);
