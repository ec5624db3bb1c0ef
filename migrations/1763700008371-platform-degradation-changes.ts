import { declareSharedTable, migration } from '#platform/database';

/** The changes of degradation levels: one row for the deployment, or for the process whose own level changed. */
export const PlatformDegradationChanges1763700008371 = migration(
  `
    create table platform.degradation_changes (
      id bigint generated always as identity primary key,
      at timestamptz(3) not null,
      process text,
      level_before smallint not null check (level_before between 0 and 4),
      level_after smallint not null check (level_after between 0 and 4),
      cause text collate "C" not null,
      reason text not null
    );
    create index degradation_changes_by_time on platform.degradation_changes (at, id)`,
  'grant select, insert on platform.degradation_changes to palier_app',
  declareSharedTable('platform.degradation_changes', {
    holds: 'A change of a degradation level: when, from what to what, why, and of a process its host.',
    through: 'degradation.level',
    retention: { column: 'at', after: '90 days' },
  }),
);
