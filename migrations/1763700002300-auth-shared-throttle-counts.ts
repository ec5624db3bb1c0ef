import { asRole, declareTable, migration } from '#platform/database';

const table = `
  create unlogged table auth.shared_throttle_counts (
    key bytea primary key check (octet_length(key) = 32),
    used integer not null check (used > 0),
    ends_at timestamptz(3) not null
  );
  create index shared_throttle_counts_by_end on auth.shared_throttle_counts (ends_at)`;

/** False where the limit is reached; the hour begins with the first use. In the caller's transaction. */
const use = `
  create function auth.use_shared_throttle_count(what bytea, most integer) returns boolean
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with counted as (
        insert into auth.shared_throttle_counts as had (key, used, ends_at) values (what, 1, now() + interval '1 hour')
        on conflict (key) do update set
          used = case when had.ends_at <= now() then 1 else had.used + 1 end,
          ends_at = case when had.ends_at <= now() then excluded.ends_at else had.ends_at end
        where had.ends_at <= now() or had.used < most
        returning 1
      )
      select exists (select from counted)
    $$`;

const end = `
  create function auth.shared_throttle_count_seconds(what bytea) returns integer
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select ceil(extract(epoch from ends_at - now()))::integer from auth.shared_throttle_counts where key = what
    $$`;

const rights = `
  grant execute on function auth.use_shared_throttle_count, auth.shared_throttle_count_seconds to palier_app`;

/**
 * What was throttled of one address or one network, whatever the tenant: counted by functions alone, under keyed hashes.
 * Unlogged: a crash forgets what was used, and no archive takes it along.
 */
export const AuthSharedThrottleCounts1763700002300 = migration(
  'AuthSharedThrottleCounts1763700002300',
  table,
  'grant select, insert, update, delete on auth.shared_throttle_counts to palier_cross_tenant',
  ...asRole('palier_cross_tenant', 'auth', use, end, rights),
  declareTable('auth.shared_throttle_counts', {
    kind: 'shared',
    holds: 'How often an hour saw an action over all tenants, under a keyed hash of the address or network.',
    through: 'functions',
    retention: { column: 'ends_at', after: '0' },
  }),
);
