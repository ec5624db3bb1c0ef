import { statement } from '#platform/database';
import type { RecentRide } from './situation.js';

/** A ride; without one in the last 42 days, a row without an id. */
type RecentRow = { readonly before: string | null } & (RecentRide | { readonly id: null });

/**
 * The rides of the rider in force in the last 42 days, the newest first, each beside the day of the last one before; at most 500, as
 * many as nobody rides.
 */
export const recentRides = statement<RecentRow, [today: string]>('rides.recommendations.recent')`
  select b.before, r.* from (select max(day) as before from rides.rides where day <= $1::date - 42) b
    left join lateral (
      select id, day, kind, distance, moving_time as "movingTime", climb, figures->'heartRateZones' as "heartRateZones",
        figures->'powerZones' as "powerZones"
      from rides.rides where day > $1::date - 42 order by day desc, id desc limit 500) r on true`;
