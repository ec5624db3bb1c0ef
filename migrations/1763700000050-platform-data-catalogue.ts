import { declareSharedTable, functionsOf, migration } from '#platform/database';

export const PlatformDataCatalogue1763700000050 = migration(
  // The declarations of all tables, and the row level security that follows from them. The types of
  // `declareTable` say what a declaration holds.
  `create table platform.data_catalogue (
    name text primary key,
    -- A foreign key leads to a table that was declared before: rows are deleted in the opposite order.
    position integer not null,
    declaration jsonb not null
  );
  grant select on platform.data_catalogue to palier_app, palier_cross_tenant`,
  functionsOf('platform/database/catalogue/declare-table.sql'),
  declareSharedTable('platform.data_catalogue', {
    holds: 'What each table holds, and how long.',
    through: 'migrations',
  }),
  declareSharedTable('platform.migrations', { holds: 'The migrations that were applied.', through: 'migrations' }),
);
