import { statement } from '#platform/database';

type Values = [
  process: string,
  number: number,
  hour: Date,
  apiMinutes: string,
  hits: number,
  lookups: number,
  routes: string,
];

/**
 * Adds what a process counted to the rows of an hour, unless its report of this number was added already. All processes lock rows in one
 * order, that of the routes and then the hour, so that none waits for another in a circle.
 */
export const addReport = statement<object, Values>('trends.hours.add-report')`
  with fresh as (
      insert into platform.trend_reports as r (process, number) values ($1, $2)
      on conflict (process) do update set number = excluded.number, reported_on = excluded.reported_on
        where r.number < excluded.number
      returning process
    ), of_hour as (
      insert into platform.trend_hours as h (hour, api_minutes, cache_hits, cache_lookups)
      select $3::timestamptz, $4::bigint, $5::bigint, $6::bigint from fresh
      on conflict (hour) do update set
        api_minutes = h.api_minutes | excluded.api_minutes,
        cache_hits = h.cache_hits + excluded.cache_hits,
        cache_lookups = h.cache_lookups + excluded.cache_lookups
    )
    insert into platform.trend_routes as t (hour, method, route, requests, errors, durations)
    select $3::timestamptz, method, route, requests, errors, durations
    from fresh, jsonb_to_recordset($7::jsonb)
      as counted (method text, route text, requests bigint, errors bigint, durations bigint[])
    order by method collate "C", route collate "C"
    on conflict (hour, method, route) do update set
      requests = t.requests + excluded.requests,
      errors = t.errors + excluded.errors,
      durations = array(select a + b from unnest(t.durations, excluded.durations) with ordinality as both_of (a, b, n) order by n)`;

/** Notes how many sessions there are in an hour, where there were fewer until then. */
export const noteSessions = statement<object, [hour: Date, sessions: number]>('trends.hours.note-sessions')`
  insert into platform.trend_hours as h (hour, sessions) values ($1, $2)
    on conflict (hour) do update set sessions = greatest(h.sessions, excluded.sessions)`;
