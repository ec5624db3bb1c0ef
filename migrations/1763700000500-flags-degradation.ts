import { declareSharedTable, migration } from '#platform/database';

/** The degradation level: one row for the whole deployment, so no row level security. */
export const FlagsDegradation1763700000500 = migration(
  `
    create table platform.degradation (
      the_only boolean primary key default true check (the_only),
      level smallint not null check (level between 0 and 4),
      reason text not null check (length(reason) <= 200),
      since timestamptz(3) not null default now()
    )`,
  "insert into platform.degradation (level, reason) values (0, '')",
  'grant select, update (level, reason, since) on platform.degradation to palier_app',
  declareSharedTable('platform.degradation', {
    holds: 'The degradation level of the deployment.',
    through: 'flags.settings',
  }),
);
