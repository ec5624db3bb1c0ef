import { declarePersonTable, functionsOf, migration, user } from '#platform/database';

/** Columns of the best figures: name, member of `figures` and of that. */
const bests = [
  ...['1', '5', '20', '60'].map((minutes) => ['power', 'bestPower', minutes] as const),
  ...['1', '10', '40'].map((kilometres) => ['time', 'bestTime', kilometres] as const),
];
const best = bests
  .map(
    ([name, of, member]) =>
      `${name}_${member} real generated always as ((figures -> '${of}' ->> '${member}')::real) stored`,
  )
  .join(',\n    ');
const bestColumns = bests.map(([name, , member]) => `${name}_${member}`).join(', ');

/** What riders upload, what it comes to, and how they want it shown. */
export const RidesRides1763700008410 = migration(
  `create schema rides;
  grant usage on schema rides to palier_app;

  create table rides.profiles (
    tenant_id        uuid not null,
    user_id          uuid not null,
    time_zone        text check (length(time_zone) <= 100),
    units            text collate "C" not null check (units in ('metric', 'imperial')),
    week_start       text collate "C" not null check (week_start in ('monday', 'sunday')),
    -- Where the zones begin, rising: beats a minute, and watts.
    heart_rate_zones smallint[] not null check (cardinality(heart_rate_zones) <= 9),
    power_zones      smallint[] not null check (cardinality(power_zones) <= 9),
    version          integer not null default 1,
    primary key (tenant_id, user_id)
  );
  grant select, insert, update (time_zone, units, week_start, heart_rate_zones, power_zones, version)
    on rides.profiles to palier_app;

  create table rides.weights (
    tenant_id uuid not null,
    user_id   uuid not null,
    day       date not null,
    kilograms real not null check (kilograms between 20 and 400),
    primary key (tenant_id, user_id, day)
  );
  grant select, insert, update (kilograms), delete on rides.weights to palier_app;

  create table rides.rides (
    tenant_id     uuid not null,
    user_id       uuid not null,
    id            uuid not null,
    began_at      timestamptz(3) not null,
    ended_at      timestamptz(3) not null check (ended_at >= began_at),
    -- That of the rider when the ride was uploaded, in which its day is.
    time_zone     text not null check (length(time_zone) <= 100),
    day           date not null,
    kind          text collate "C" not null check (kind in ('road', 'gravel', 'mountain', 'city', 'indoor', 'other')),
    title         text not null check (length(title) <= 200),
    notes         text not null check (length(notes) <= 10000),
    -- Of the file that it comes from: null for a ride that was written by hand.
    digest        text collate "C",
    format        text collate "C" check (format in ('fit', 'gpx', 'tcx')),
    -- Which ride of the file, and what the file takes of the tenant's storage, for the first one of it.
    section       smallint not null default 0 check (section between 0 and 999),
    bytes         integer not null default 0 check (bytes >= 0),
    cut           boolean not null default false,
    -- Seconds that the rider left out.
    trim_start    integer not null default 0 check (trim_start >= 0),
    trim_end      integer not null default 0 check (trim_end >= 0),
    -- Whole metres and seconds; the figures have their parts.
    distance      integer not null check (distance between 0 and 5000000),
    moving_time   integer not null check (moving_time between 0 and 1209600),
    climb         integer check (climb between 0 and 100000),
    figures       jsonb not null,
    -- Of the figures: watts of so many minutes, seconds of so many kilometres.
    ${best},
    device        jsonb not null,
    version       integer not null default 1,
    created_at    timestamptz(3) not null default now(),
    updated_at    timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id),
    unique (tenant_id, user_id, digest, section)
  );
  create index rides_by_start on rides.rides (tenant_id, user_id, began_at, id);
  create index rides_by_kind_start on rides.rides (tenant_id, user_id, kind, began_at, id);
  create index rides_by_distance on rides.rides (tenant_id, user_id, distance, id);
  create index rides_by_duration on rides.rides (tenant_id, user_id, moving_time, id);
  create index rides_by_day on rides.rides (tenant_id, user_id, day, id) include (kind, distance, moving_time, climb, ${bestColumns});
  create index rides_by_digest on rides.rides (tenant_id, digest);
  grant select, insert, delete, update (kind, title, notes, trim_start, trim_end, began_at, ended_at, day, distance, moving_time,
    climb, figures, version, updated_at) on rides.rides to palier_app;

  create table rides.tracks (
    tenant_id uuid not null,
    user_id   uuid not null,
    ride_id   uuid not null,
    -- At most 500 points, as track-code.ts writes them.
    track     bytea not null check (length(track) <= 8192),
    primary key (tenant_id, user_id, ride_id),
    foreign key (tenant_id, user_id, ride_id) references rides.rides on delete cascade
  );
  grant select, insert, update (track), delete on rides.tracks to palier_app`,
  functionsOf('rides/rides/give-back-storage.sql'),
  // Rides go by the person's hand, at the end of their retention and with an erasure: in each of these transactions another ride of
  // the same file takes over what that takes of the tenant's storage, and where there is none the quota gets it back.
  `create trigger give_back_storage after delete on rides.rides referencing old table as removed
    for each statement execute function rides.give_back_storage()`,
  declarePersonTable('rides.profiles', {
    holds: 'How a rider wants their rides shown, and where their zones begin.',
    persons: [user('user_id', 'delete', 'time_zone, units, week_start, heart_rate_zones, power_zones')],
  }),
  declarePersonTable('rides.weights', {
    holds: 'What a rider weighed on a day.',
    persons: [user('user_id', 'delete', 'day, kilograms')],
  }),
  declarePersonTable('rides.rides', {
    holds: 'A ride, and what it comes to; only its rider can read it.',
    persons: [
      user(
        'user_id',
        'delete',
        'id, began_at, ended_at, time_zone, kind, title, notes, digest, distance, moving_time, climb, figures, device, created_at',
      ),
    ],
    blobs: { digest: 'bytes' },
  }),
  declarePersonTable('rides.tracks', {
    holds:
      'Where a ride went, in at most 500 points. It goes with the ride, and the file that was uploaded has all of them.',
    persons: [user('user_id', 'delete', '')],
    archive: { notExported: 'It is made of the file again.' },
  }),
);
