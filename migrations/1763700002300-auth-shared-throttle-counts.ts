import { declareSharedTable, migration } from '#platform/database';

/**
 * What was throttled of one address or one network, whatever the tenant: counted by functions alone, under keyed hashes.
 * Unlogged: a crash forgets what was used, and no archive takes it along.
 */
export const AuthSharedThrottleCounts1763700002300 = migration(
  `create unlogged table auth.shared_throttle_counts (
    key bytea primary key check (octet_length(key) = 32),
    used integer not null check (used > 0),
    ends_at timestamptz(3) not null
  );
  create index shared_throttle_counts_by_end on auth.shared_throttle_counts (ends_at)`,
  'grant select, insert, update, delete on auth.shared_throttle_counts to palier_cross_tenant',
  declareSharedTable('auth.shared_throttle_counts', {
    holds: 'How often an hour saw an action over all tenants, under a keyed hash of the address or network.',
    through: 'functions',
    retention: { column: 'ends_at', after: '0' },
  }),
);
