import { declareTenantTable, migration } from '#platform/database';

/** What was throttled in a tenant within the last hour. */
export const AuthThrottleCounts1763700002200 = migration(
  `
    create table auth.throttle_counts (
      tenant_id uuid not null,
      key bytea not null check (octet_length(key) = 32),
      used integer not null check (used > 0),
      ends_at timestamptz(3) not null,
      primary key (tenant_id, key)
    )`,
  'create index throttle_counts_by_end on auth.throttle_counts (ends_at)',
  'grant select, insert, update, delete on auth.throttle_counts to palier_app',
  declareTenantTable('auth.throttle_counts', {
    holds: 'How often an hour saw an action, under a keyed hash of who did it.',
    retention: { column: 'ends_at', after: '0' },
    archive: { notExported: 'the throttle counters of mails and tries of the last hour, of this deployment' },
  }),
);
