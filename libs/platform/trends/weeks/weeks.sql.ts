import { statement } from '#platform/database';
import { usualBounds } from '#platform/telemetry';
import type { RouteCounts } from '../hours/read-counters.js';

/** The sums of hours. */
export interface HourSums {
  /** Hours in which a process wrote figures. */
  readonly hours: number;
  readonly hits: number;
  readonly lookups: number;
  /** The most at once; null where nobody counted them. */
  readonly sessions: number | null;
  /** Minutes in which an API served. */
  readonly minutes: number;
}

type Values = [from: Date, until: Date];

/** The minutes after the last moment do not count. */
export const sumHours = statement<HourSums, Values>('trends.weeks.sum-hours')`
  select count(*)::int as hours, coalesce(sum(cache_hits), 0)::float8 as hits,
      coalesce(sum(cache_lookups), 0)::float8 as lookups, max(sessions) as sessions,
      coalesce(sum(bit_count(case when hour > $2::timestamptz - interval '1 hour'
        then api_minutes & ((1::bigint << extract(minute from $2 - hour)::int) - 1) else api_minutes end::bit(60))), 0)::int as minutes
    from platform.trend_hours where hour >= $1 and hour < $2`;

export const sumRoutes = statement<RouteCounts, Values>('trends.weeks.sum-routes')`
  select method, route, sum(requests)::float8 as requests, sum(errors)::float8 as errors,
      array[${[...usualBounds, 'beyond'].map((_, place) => `sum(durations[${place + 1}])::float8`).join()}] as durations
    from platform.trend_routes where hour >= $1 and hour < $2 group by method, route`;

/** The first hour in which an API served; no row where there is none. */
export const firstHour = statement<{ readonly hour: Date; readonly minutes: string }>('trends.weeks.first-hour')`
  select hour, api_minutes::text as minutes from platform.trend_hours where api_minutes <> 0 order by hour limit 1`;
