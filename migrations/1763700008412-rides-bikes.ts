import { declareAnew, declarePersonTable, migration, user } from '#platform/database';

/** What riders ride on. */
export const RidesBikes1763700008412 = migration(
  `create table rides.bikes (
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
  grant update (bike_id) on rides.rides to palier_app`,
  declarePersonTable('rides.bikes', {
    holds: 'A bike of a rider, and which rides are of it unless they say otherwise.',
    persons: [user('user_id', 'delete', 'id, name, kinds, retired, created_at')],
  }),
  // Rides refer to bikes, and so the purge of a tenant deletes rides first: it goes by the positions downward.
  `update platform.data_catalogue set position = position + 1
    where position >= (select position from platform.data_catalogue where name = 'rides.rides');
  update platform.data_catalogue set position = (
      select position - 1 from platform.data_catalogue where name = 'rides.rides')
    where name = 'rides.bikes'`,
  declareAnew('rides.rides', {
    persons: [
      user(
        'user_id',
        'delete',
        'id, began_at, ended_at, time_zone, kind, title, notes, digest, bike_id, distance, moving_time, climb, figures, device, created_at',
      ),
    ],
  }),
);
