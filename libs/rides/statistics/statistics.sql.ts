import { statement } from '#platform/database';
import type { RideKind, RideTotalsDto } from '../rides/rides.dto.js';
import type { Period } from './periods.js';
import type { DaysInARowDto, RecordDto } from './statistics.dto.js';

/** What the rides of the rider in force come to in each period, of a kind or of all; in no order. */
export const totalsOfPeriods = statement<
  RideTotalsDto & Period & { readonly kind: RideKind | null },
  [begins: readonly string[], ends: readonly string[], kinds: readonly (RideKind | null)[]]
>('rides.statistics.periods')`
  select p.*, t.* from unnest($1::date[], $2::date[], $3::text[]) p (begins, ends, kind) cross join lateral (
      select count(*)::int as rides, coalesce(sum(distance), 0)::float8 as distance,
        coalesce(sum(moving_time), 0)::float8 as "movingTime", coalesce(sum(climb), 0)::float8 as climb
      from rides.rides where day >= p.begins and day < p.ends and (p.kind is null or kind = p.kind)) t`;

/** By name: the column, and whether less is better. */
const records = {
  distance: ['distance', 'desc'],
  movingTime: ['moving_time', 'desc'],
  climb: ['climb', 'desc'],
  power1: ['power_1', 'desc'],
  power5: ['power_5', 'desc'],
  power20: ['power_20', 'desc'],
  power60: ['power_60', 'desc'],
  time1: ['time_1', 'asc'],
  time10: ['time_10', 'asc'],
  time40: ['time_40', 'asc'],
} as const satisfies Record<RecordDto['record'], readonly [string, 'asc' | 'desc']>;

const best = Object.entries(records).map(
  ([name, [column, order]]) => `(select '${name}' as record, ${column}::float8 as value, id as "rideId", day from own
      where ${column} > 0 order by ${column} ${order}, day, id limit 1)`,
);
const read = [...new Set(Object.values(records).map(([column]) => column))].join(', ');

/** The best rides of the rider in force, of one kind or all. */
export const bestRides = statement<RecordDto, [kind: RideKind | null]>('rides.statistics.records')`
  with own as materialized (select id, day, ${read} from rides.rides where $1::text is null or kind = $1)
    ${best.join('\n    union all ')}`;

/** Days with a ride of the rider in force, one after the other. */
export const daysInARow = statement<DaysInARowDto, [kind: RideKind | null, today: string]>(
  'rides.statistics.days-in-a-row',
)`
  with days as (select distinct day from rides.rides where $1::text is null or kind = $1),
      rows as materialized (select max(day) as until, count(*)::int as length
        from (select day, day - (row_number() over (order by day))::int as begun from days) d group by begun)
    select coalesce((select length from rows where until >= $2::date - 1 order by until desc limit 1), 0) as current,
      coalesce(l.length, 0) as longest, l.until as "longestUntil"
    from (select) one left join lateral (select length, until from rows order by length desc, until desc limit 1) l on true`;
