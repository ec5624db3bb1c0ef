import { statement } from '#platform/database';

/** Events of all names together are counted under an empty one. */
export const eventsByDay = statement<{ at: string; events: number }, [name: string, from: string, to: string]>(
  'analytics.series.by-day',
)`
  select day as at, sum(events)::float8 as events from analytics.day_counts
    where property = '' and name = $1 and day >= $2::date and day <= $3::date group by day order by day`;

export const eventsByHour = statement<{ at: string; events: number }, [name: string, start: string, end: string]>(
  'analytics.series.by-hour',
  { timesAsText: true },
)`
  select hour as at, sum(events)::float8 as events from analytics.event_counts
    where (name = $1 or $1 = '') and hour >= $2::timestamptz and hour < $3::timestamptz group by hour order by hour`;

/** Of the last hour, the present minute included. */
export const eventsByMinute = statement<{ at: string; events: number }, [name: string]>('analytics.series.by-minute', {
  timesAsText: true,
})`
  select minute as at, sum(events)::float8 as events from analytics.minute_counts
    where (name = $1 or $1 = '') and minute > date_trunc('minute', now()) - interval '1 hour' and minute <= now()
    group by minute order by minute`;
