import { declareSharedTable, migration } from '#platform/database';

/** Which texts of functions the database has had: a text that was replaced is not applied again. */
export const PlatformFunctionFiles1763700008430 = migration(
  `create table platform.function_files (
     name       text collate "C" not null,
     digest     text collate "C" not null check (length(digest) = 64),
     applied_at timestamptz not null default now(),
     primary key (name, digest)
   )`,
  declareSharedTable('platform.function_files', {
    holds: 'The files of functions that were applied, by the digest of their text.',
    through: 'migrations',
  }),
);
