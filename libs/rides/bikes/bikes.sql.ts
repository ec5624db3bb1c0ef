import { deleteRowOf, statement, versionIn } from '#platform/database';
import { declareList, uuid } from '#platform/lists';
import type { RideKind } from '../rides/rides.dto.js';
import type { BikeDto } from './bikes.dto.js';

/** The bikes that a rider may have. */
export const MOST_BIKES = 50;

const columns = `id, name, kinds, retired, rides, distance, "movingTime", version, created_at as "createdAt", updated_at as "updatedAt"`;
/** What the rides of a bike come to. */
const withRides = `cross join lateral (select count(*)::int as rides, coalesce(sum(distance), 0)::float8 as distance,
      coalesce(sum(moving_time), 0)::float8 as "movingTime" from rides.rides where bike_id = bikes.id) as ridden`;

/** The bikes of the rider in force. */
export const bikeList = declareList<BikeDto, '-createdAt', never>({
  name: 'rides.bikes',
  columns,
  from: `rides.bikes ${withRides}`,
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
});

type Chosen = [name: string, kinds: readonly RideKind[], retired: string | null];

/** No row where the rider has as many as they may. The rider is locked. */
export const insertBike = statement<BikeDto, [tenantId: string, userId: string, id: string, ...Chosen]>(
  'rides.bikes.insert',
)`
  with bikes as (
      insert into rides.bikes (tenant_id, user_id, id, name, kinds, retired)
        select $1, $2, $3, $4, $5, $6 where (select count(*) from rides.bikes) < ${MOST_BIKES} returning *)
    select ${columns} from bikes ${withRides}`;

/** A null leaves what is there, but of the day where that changes. */
type Changes = [name: string | null, kinds: readonly RideKind[] | null, retires: boolean, retired: string | null];

/** No row where it is at another version, or does not exist. */
export const changeBike = statement<BikeDto, [id: string, versions: readonly number[] | null, ...Changes]>(
  'rides.bikes.change',
)`
  with bikes as (
      update rides.bikes set name = coalesce($3, name), kinds = coalesce($4, kinds),
          retired = case when $5 then $6::date else retired end, version = version + 1, updated_at = now()
        where id = $1 and ($2::integer[] is null or version = any ($2)) returning *)
    select ${columns} from bikes ${withRides}`;

export const bikeVersion = versionIn('rides.bikes');

export const deleteBike = deleteRowOf('rides.bikes');
