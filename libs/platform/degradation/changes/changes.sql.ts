import { statement } from '#platform/database';
import type { DegradationChange, DegradationDay } from './degradation-change.js';

type Values = [at: Date, process: string | null, before: number, after: number, cause: string, reason: string];

const sample: Values = [new Date(0), null, 0, 1, 'manual', ''];
const insert = 'insert into platform.degradation_changes (at, process, level_before, level_after, cause, reason)';

/** Serialises the changes that several processes see. */
export const lockChanges = statement({
  name: 'degradation.changes.lock',
  text: "select pg_advisory_xact_lock(hashtextextended('platform.degradation_changes', 0))",
  unchecked: 'takes an advisory lock',
});

export const writeChange = statement<object, Values>({
  name: 'degradation.changes.write',
  text: `${insert} values ($1, $2, $3, $4, $5, $6)`,
  sample,
});

/**
 * No row where another process wrote the same change within so many seconds: every process sees what all share, and one
 * writes it. Some write late, once the database is back, and the times may then be in any order.
 */
export const writeSensedChange = statement<{ id: string }, [...Values, within: number]>({
  name: 'degradation.changes.write-sensed',
  text: `${insert}
    select $1::timestamptz, $2::text, $3::smallint, $4::smallint, $5::text, $6::text where not exists (
      select from platform.degradation_changes
      where at between $1::timestamptz - make_interval(secs => $7) and $1::timestamptz + make_interval(secs => $7)
        and process is not distinct from $2 and level_before = $3 and level_after = $4 and cause = $5
    ) returning id`,
  index: 'degradation_changes_by_time',
  sample: [...sample, 10],
});

/** The latest first. */
export const lastChanges = statement<DegradationChange, [most: number]>({
  name: 'degradation.changes.last',
  text: `select at, process, level_before as before, level_after as after, cause, reason
    from platform.degradation_changes order by at desc, id desc limit $1`,
  index: 'degradation_changes_by_time',
  sample: [100],
});

/**
 * The last 90 days. A level lasts until the change from it to another; one without such a change, as of a process that was
 * killed, counts on its day alone, unless an operator has set it.
 */
export const changesByDay = statement<DegradationDay>({
  name: 'degradation.changes.by-day',
  text: `with changes as (
      select at, level_before, level_after, cause = 'manual' as by_hand,
        lead(at) over following as next_at, lead(level_before) over following as next_before
      from platform.degradation_changes where at > now() - interval '90 days'
      window following as (partition by process, cause = 'manual' order by at, id)
    ), spans as (
      select at, level_after as level, case
          when next_before = level_after then next_at when by_hand then coalesce(next_at, now()) else at end as until
      from changes where level_after > 0
    )
    select to_char(day, 'YYYY-MM-DD') as day, coalesce(max(level), 0)::int as level
    from generate_series(date_trunc('day', now() at time zone 'utc') - interval '89 days',
      date_trunc('day', now() at time zone 'utc'), interval '1 day') as day
    left join spans on (spans.at at time zone 'utc') < day + interval '1 day' and (spans.until at time zone 'utc') >= day
    group by day order by day`,
  index: 'degradation_changes_by_time',
});
