import { declarePersonTable, migration, user } from '#platform/database';

/** What riders want to reach. */
export const RidesGoals1763700008414 = migration(
  `create table rides.goals (
    tenant_id  uuid not null,
    user_id    uuid not null,
    id         uuid not null,
    measure    text collate "C" not null check (measure in ('distance', 'movingTime', 'climb', 'rides')),
    period     text collate "C" not null check (period in ('week', 'month', 'year')),
    -- Metres, seconds, metres up or rides.
    target     integer not null check (target between 1 and 1000000000),
    kind       text collate "C" check (kind in ('road', 'gravel', 'mountain', 'city', 'indoor', 'other')),
    last_day   date,
    version    integer not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id)
  );
  grant select, insert, delete, update (measure, period, target, kind, last_day, version, updated_at) on rides.goals
    to palier_app`,
  declarePersonTable('rides.goals', {
    holds: 'What a rider wants to reach in each week, month or year.',
    persons: [user('user_id', 'delete', 'id, measure, period, target, kind, last_day, created_at')],
  }),
);
