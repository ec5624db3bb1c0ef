import { advisoryLock, lockedRowOf, rowOf, statement } from '#platform/database';
import { atLeast, declareList, equals, integer, type ListFilter, timestamp, uuid } from '#platform/lists';
import type { RideDto, RideKind, RideSort, RideSummaryDto, RideTotalsDto } from './rides.dto.js';

const summary =
  'id, began_at as "beganAt", day, kind, title, distance, moving_time as "movingTime", climb, bike_id as "bikeId"';

/** A ride, with the digest of its file and which ride of the file it is. */
export interface RideRow extends RideDto {
  readonly digest: string | null;
  readonly section: number;
}

/** A ride that is not longer than 14 days begins at most so long before another one that it overlaps. Whichever came first says so. */
const overlapping = `(select o.id from rides.rides o
        where o.began_at > rides.began_at - interval '14 days' and o.began_at < rides.ended_at and o.ended_at > rides.began_at
          and o.id <> rides.id and least(o.ended_at, rides.ended_at) - greatest(o.began_at, rides.began_at)
            >= least(o.ended_at - o.began_at, rides.ended_at - rides.began_at) / 2
        order by o.began_at, o.id limit 1)`;

const columns = `${summary}, ended_at as "endedAt", time_zone as "timeZone", notes, format, cut, trim_start as "trimStart",
    trim_end as "trimEnd", figures, device, ${overlapping} as "overlappingId", version, created_at as "createdAt",
    updated_at as "updatedAt", digest, section`;

const filters = {
  from: atLeast('day', String),
  to: { ...equals('day'), condition: (place) => `day <= ${place()}` } as ListFilter,
  kind: equals('kind'),
  bike: equals('bike_id'),
  least: atLeast('distance', String),
};

const byStart = { keys: [timestamp('began_at', 'beganAt'), uuid('id', 'id')] };
const byDistance = { keys: [integer('distance', 'distance'), uuid('id', 'id')] };
const byTime = { keys: [integer('moving_time', 'movingTime'), uuid('id', 'id')] };

/** The rides of the rider in force. */
export const rideList = declareList<RideSummaryDto, RideSort, keyof typeof filters>({
  name: 'rides.rides',
  columns: summary,
  from: 'rides.rides',
  filters,
  sorts: {
    '-beganAt': byStart,
    beganAt: byStart,
    '-distance': byDistance,
    distance: byDistance,
    '-movingTime': byTime,
    movingTime: byTime,
  },
});

/** Sums over the rides of the rider in force; a null selects all. */
export const rideTotals = statement<
  RideTotalsDto,
  [from: string | null, to: string | null, kind: RideKind | null, bike: string | null, least: number | null]
>('rides.rides.totals')`
  select count(*)::int as rides, coalesce(sum(distance), 0)::float8 as distance,
      coalesce(sum(moving_time), 0)::float8 as "movingTime", coalesce(sum(climb), 0)::float8 as climb
    from rides.rides where ($1::date is null or day >= $1) and ($2::date is null or day <= $2) and ($3::text is null or kind = $3)
      and ($4::uuid is null or bike_id = $4) and ($5::integer is null or distance >= $5)`;

export const rideById = rowOf<RideRow>('rides.rides', columns);

/** The same, which stays as it is until the transaction ends. */
export const lockRide = lockedRowOf<RideRow>('rides.rides', columns);

/** The rides of a file of the rider in force, in their order in it. */
export const ridesOfFile = statement<RideRow, [digest: string]>('rides.rides.of-file')`
  select ${columns} from rides.rides where digest = $1 order by section`;

/** One upload of a rider, deletion, or change of their profile after the other. */
export const lockRider = advisoryLock<[tenantId: string, userId: string]>(
  'rides.rides.lock-rider',
  "'rides ' || $1 || ' ' || $2",
);

/** What a ride says and comes to, as JSON, whose names are those of the columns. */
export interface WrittenRide {
  readonly id: string;
  readonly began: string;
  readonly ended: string;
  readonly time_zone: string;
  readonly kind: RideKind;
  readonly title: string;
  readonly notes: string;
  readonly digest: string | null;
  readonly format: RideDto['format'];
  readonly section: number;
  readonly bytes: number;
  readonly cut: boolean;
  /** Of a ride by hand. One from a file gets the newest bike for its kind that is ridden on its day. */
  readonly bike_id: string | null;
  readonly figures: RideDto['figures'];
  readonly device: RideDto['device'];
}

const written = `jsonb_to_record($3::jsonb) as r (id uuid, began timestamptz, ended timestamptz, time_zone text, kind text, title text,
      notes text, digest text, format text, section smallint, bytes integer, cut boolean, bike_id uuid, figures jsonb, device jsonb)`;

const whole = (figures: string, name: string) => `round((${figures}->>'${name}')::float8)::integer`;

const day = '(r.began at time zone r.time_zone)::date';
const bike = `case when r.digest is null then (select b.id from rides.bikes b where b.id = r.bike_id) else (
        select b.id from rides.bikes b where r.kind = any (b.kinds) and (b.retired is null or b.retired > ${day})
          order by b.id desc limit 1) end`;

/** Of no bike where the rider has none with its id. */
export const insertRide = statement<RideRow, [tenantId: string, userId: string, ride: string]>('rides.rides.insert')`
  insert into rides.rides (tenant_id, user_id, id, began_at, ended_at, time_zone, day, kind, title, notes, digest, format,
      section, bytes, cut, bike_id, distance, moving_time, climb, figures, device)
    select $1, $2, r.id, r.began, r.ended, r.time_zone, ${day}, r.kind, r.title, r.notes,
      r.digest, r.format, r.section, r.bytes, r.cut, ${bike}, ${whole('r.figures', 'distance')}, ${whole('r.figures', 'movingTime')},
      ${whole('r.figures', 'climb')}, r.figures, r.device
    from ${written}
    returning ${columns}`;

/** A null leaves what is there, but of the bike where that changes: none where the rider has none with this id. */
export const changeRide = statement<
  RideRow,
  [
    id: string,
    kind: RideKind | null,
    title: string | null,
    notes: string | null,
    changesBike: boolean,
    bikeId: string | null,
  ]
>('rides.rides.change')`
  update rides.rides set kind = coalesce($2, kind), title = coalesce($3, title), notes = coalesce($4, notes),
      bike_id = case when $5 then (select b.id from rides.bikes b where b.id = $6::uuid) else bike_id end, version = version + 1, updated_at = now()
    where id = $1 returning ${columns}`;

/** Replaces what a ride comes to, where some of its beginning or end is left out. */
export const trimRide = statement<
  RideRow,
  [id: string, trimStart: number, trimEnd: number, began: Date, ended: Date, figures: string]
>('rides.rides.trim')`
  update rides.rides set trim_start = $2, trim_end = $3, began_at = $4, ended_at = $5,
      day = ($4::timestamptz at time zone time_zone)::date, distance = ${whole('$6::jsonb', 'distance')},
      moving_time = ${whole('$6::jsonb', 'movingTime')}, climb = ${whole('$6::jsonb', 'climb')}, figures = $6::jsonb,
      version = version + 1, updated_at = now()
    where id = $1 returning ${columns}`;

/** Deletes a ride; its track goes with it. */
export const deleteRide = statement<Pick<RideRow, 'digest'>, [id: string]>('rides.rides.delete')`
  delete from rides.rides where id = $1 returning digest`;

/** Whether a ride of the rider in force still refers to a file. */
export const fileInUse = statement<object, [digest: string]>('rides.rides.file-in-use')`
  select from rides.rides where digest = $1 limit 1`;

export const writeTrack = statement<object, [tenantId: string, userId: string, rideId: string, track: Buffer]>(
  'rides.tracks.write',
)`
  insert into rides.tracks values ($1, $2, $3, $4)
    on conflict (tenant_id, user_id, ride_id) do update set track = excluded.track`;

export const trackOf = statement<{ track: Buffer }, [rideId: string]>('rides.tracks.of-ride')`
  select track from rides.tracks where ride_id = $1`;
