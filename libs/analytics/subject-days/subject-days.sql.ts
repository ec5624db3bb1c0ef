import { statement } from '#platform/database';

/** For a transaction that reads all events of a day, or waits for one that does. */
export const allowLongWait = statement('analytics.subject-days.allow-long-wait')`
  select set_config('statement_timeout', '10min', true), set_config('lock_timeout', '5min', true)`;

/** The lock of collect_subjects: one transaction at a time adds subjects to days that it read from events. */
export const lockSubjectDays = statement('analytics.subject-days.lock')`select pg_advisory_xact_lock(7254370020)`;

/** Adds the subjects of events that came since the last time, of all tenants. */
export const collectSubjects = statement<{ events: number; caughtUp: boolean }>('analytics.subject-days.collect')`
  select events::float8 as events, caught_up as "caughtUp" from analytics.collect_subjects()`;

/** The time zones in which the days of all tenants begin. */
export const subjectZones = statement<{ tenantId: string; timeZone: string | null; remaking: boolean }>(
  'analytics.subject-days.zones',
)`
  select tenant_id as "tenantId", time_zone as "timeZone", remaking from analytics.subject_zones()`;

/** The zone of the sets of a tenant, before which day they are to be made anew, and the day of its oldest event in a zone. */
export const lockSets = statement<
  { timeZone: string | null; remadeTo: string | null; oldest: string | null },
  [zone: string]
>('analytics.subject-days.lock-sets')`
  select time_zone as "timeZone", remade_to::text as "remadeTo",
      (select (hour at time zone $1)::date::text from analytics.event_counts order by hour limit 1) as oldest
    from analytics.subject_sets for update`;

export const noteRemade = statement<object, [zone: string, remadeTo: string | null]>(
  'analytics.subject-days.note-remade',
)`
  update analytics.subject_sets set time_zone = $1, remade_to = $2::date`;

export const dropDay = statement<object, [day: string]>('analytics.subject-days.drop')`
  delete from analytics.subject_days where day = $1::date`;

/** Makes the set of a day from all its events. */
export const makeDay = statement<object, [day: string, start: string, end: string]>('analytics.subject-days.make')`
  insert into analytics.subject_days (tenant_id, day, subject, names)
    select nullif(current_setting('app.tenant_id', true), '')::uuid, $1::date, min(subject), array_agg(name)
    from (select distinct subject, name from analytics.events
      where occurred_at >= $2::timestamptz and occurred_at < $3::timestamptz and subject is not null) e
    group by hashtextextended(subject, 0) order by hashtextextended(subject, 0)`;

/** A tenant of which no day was made is found by those who make them. */
export const noteTenant = statement('analytics.subject-days.note-tenant')`
  insert into analytics.subject_sets (tenant_id) values (nullif(current_setting('app.tenant_id', true), '')::uuid)
    on conflict do nothing`;
