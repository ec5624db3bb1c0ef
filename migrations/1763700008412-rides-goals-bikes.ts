import { declareTable, migration } from '#platform/database';

const bikes = `
  create table rides.bikes (
    tenant_id  uuid not null,
    user_id    uuid not null,
    id         uuid not null,
    name       text not null check (length(name) between 1 and 100),
    -- Uploaded rides of these kinds are of it.
    kinds      text[] collate "C" not null check (kinds <@ array['road', 'gravel', 'mountain', 'city', 'indoor', 'other']),
    -- From this day on it is not ridden.
    retired    date,
    version    integer not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id)
  );
  grant select, insert, delete, update (name, kinds, retired, version, updated_at) on rides.bikes to palier_app;

  alter table rides.rides
    add column bike_id uuid,
    add constraint rides_bike foreign key (tenant_id, user_id, bike_id) references rides.bikes
      on delete set null (bike_id) not valid;
  grant update (bike_id) on rides.rides to palier_app`;

const goals = `
  create table rides.goals (
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
    to palier_app`;

/** Rides refer to bikes, and so the purge of a tenant deletes rides first: it goes by the positions downward. */
const bikesBeforeRides = `
  update platform.data_catalogue set position = position + 1
    where position >= (select position from platform.data_catalogue where name = 'rides.rides');
  update platform.data_catalogue set position = (
      select position - 1 from platform.data_catalogue where name = 'rides.rides')
    where name = 'rides.bikes'`;

/** What riders ride on, and what they want to reach. */
export const RidesGoalsBikes1763700008412 = migration(
  'RidesGoalsBikes1763700008412',
  bikes,
  goals,
  declareTable('rides.bikes', {
    kind: 'person',
    holds: 'A bike of a rider, and which rides are of it unless they say otherwise.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: 'delete',
        exports: ['id', 'name', 'kinds', 'retired', 'created_at'],
      },
    ],
  }),
  bikesBeforeRides,
  declareTable('rides.goals', {
    kind: 'person',
    holds: 'What a rider wants to reach in each week, month or year.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: 'delete',
        exports: ['id', 'measure', 'period', 'target', 'kind', 'last_day', 'created_at'],
      },
    ],
  }),
  declareTable('rides.rides', {
    kind: 'person',
    holds: 'A ride, and what it comes to; only its rider can read it.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: 'delete',
        exports: [
          'id',
          'began_at',
          'ended_at',
          'time_zone',
          'kind',
          'title',
          'notes',
          'digest',
          'bike_id',
          'distance',
          'moving_time',
          'climb',
          'figures',
          'device',
          'created_at',
        ],
      },
    ],
    blobs: { digest: 'bytes' },
  }),
);
