import { statement } from '#platform/database';
import { drawnNames } from '../entries/scores.js';
import type { CalendarDayDto, JournalTotalsDto, RecoveryDto, TrendDto } from './progress.dto.js';

/** What is drawn of a journal. */
export interface ProgressRow extends Readonly<Omit<JournalTotalsDto, 'milestones' | 'nextMilestone'>> {
  readonly trends: TrendDto[];
  readonly calendar: CalendarDayDto[];
  readonly recoveries: Omit<RecoveryDto, 'goal' | 'milestones' | 'nextMilestone'>[];
}

const averages = drawnNames.map((name) => `round(avg(${name}), 2)::float8 as ${name}`).join(', ');

/** Weeks begin on Monday, or as many days before as $5 says. */
const trends = `
  select date_trunc($4, (day + $5::integer)::timestamp)::date - $5::integer as start, count(*)::int as entries, ${averages}
  from journal.entries where day between $2 and $3 group by 1`;

const calendar = `
  select day, sum(entries)::int as entries, sum(relapses)::int as relapses from (
    select day, 1 as entries, 0 as relapses from journal.entries where day between $2 and $3
    union all select day, 0, 1 from journal.relapses where day between $2 and $3) as marked
  group by day`;

/** Days in a row have the same difference from their number. */
const streaks = `
  select coalesce(sum(entries), 0)::int as entries, coalesce(sum(days), 0)::int as days,
    coalesce(max(days), 0)::int as "longestStreak",
    coalesce(max(days) filter (where last >= $1::date - 1), 0)::int as "currentStreak"
  from (
    select sum(entries) as entries, count(*) as days, max(day) as last from (
      select day, count(*) as entries, day - (row_number() over (order by day))::int as run from journal.entries group by day) as d
    group by run) as runs`;

/** The days without an addiction lie between its relapses; the day before the start and tomorrow bound the first and the last. */
const recoveries = `
  select a.id as "addictionId", a.kind, a.start, a.goal_days as "goalDays", s.current as "currentStreak",
    s.longest as "longestStreak", s.days, s.relapses, a.daily_cost_minor::bigint * s.days as "savedMinor", a.currency,
    a.daily_minutes * s.days as "savedMinutes"
  from journal.addictions a cross join lateral (
    select greatest(max(run), 0) as longest, greatest(sum(run), 0)::int as days, count(*)::int - 2 as relapses,
      greatest($1::date - max(day) filter (where day <= $1), 0) as current
    from (
      select day, day - lag(day) over (order by day) - 1 as run from (
        select a.start - 1 as day
        union select day from journal.relapses r where r.addiction_id = a.id and r.day between a.start and $1
        union select greatest($1, a.start - 1) + 1) as bounds) as runs) as s`;

/** Everything in one statement: the trends and days of a period, and the streaks up to a day. */
export const progress = statement<
  ProgressRow,
  [today: string, from: string, to: string, unit: string, daysBeforeMonday: number]
>('journal.progress.of-person')`
  select
      (select coalesce(json_agg(t order by start), '[]') from (${trends}) as t) as trends,
      (select coalesce(json_agg(c order by day), '[]') from (${calendar}) as c) as calendar,
      (select coalesce(json_agg(r order by start, "addictionId"), '[]') from (${recoveries}) as r) as recoveries,
      s.* from (${streaks}) as s`;
