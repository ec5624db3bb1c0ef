import { declareAnew, migration } from '#platform/database';

/** What an operator sets may hold the level, whatever the sensors call for, and may end by itself. */
export const PlatformDegradationHolds1763700008370 = migration(
  `
    alter table platform.degradation
      add column hold boolean not null default false,
      add column ends_at timestamptz(3)`,
  'grant update (hold, ends_at) on platform.degradation to palier_app',
  declareAnew('platform.degradation', {
    holds: 'The degradation level that an operator has set.',
    through: 'degradation.level',
  }),
);
