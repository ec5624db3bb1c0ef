import { statement } from '#platform/database';
import { levels } from '../scopes/scope.js';
import { type ScopeValues } from '../scopes/within-scope.js';
import type { YearDto } from '../years/years.dto.js';
import type { DashboardDto, WeekOfChaptersDto } from './dashboard.dto.js';

/** Of a scope all but the professor, who has no dashboard. */
type Places = [all: ScopeValues[0], universities: ScopeValues[1], ufrs: ScopeValues[2]];

/** The year with this id, or the open one. */
export const dashboardYear = statement<YearDto, [id: string | null]>('campus.dashboard.year')`
  select id, name, starts_on as "startsOn", ends_on as "endsOn", state, version from campus.years
    where id = (select $1::uuid where $1::uuid is not null
      union all select y.id from campus.years y where y.state = 'open' and $1::uuid is null)`;

/**
 * The programmes of some places, with what is counted for each: by an index of enrolments or chapters that begins with the
 * programme, and holds all that is counted.
 */
const perProgramme = (counted: string, first: number) => `campus.programmes p cross join lateral (${counted}) counted
  where ($${first}::boolean or p.university_id = any ($${first + 1}::uuid[]) or p.ufr_id = any ($${first + 2}::uuid[]))`;

const states = ['active', 'suspended', 'left'];
const sums = states.map((state) => `coalesce(sum("${state}"), 0) as "${state}"`).join(', ');
const totalsBy = (column: string, field: string, order = '1') => `coalesce((select json_agg(t)
  from (select ${column} as "${field}", ${sums} from totals group by 1 order by ${order}) t), '[]')`;
const inOrderOfLevels = `array_position(array[${levels.map((level) => `'${level}'`).join(', ')}], min(level))`;

export type YearTotals = Pick<DashboardDto, 'enrolments' | 'universities' | 'programmes' | 'levels'>;

/** The enrolments of a year, in one row. */
export const enrolmentTotals = statement<YearTotals, [yearId: string | null, ...Places]>(
  'campus.dashboard.enrolments',
  { onReplica: true },
)`
  with totals as (select p.university_id, p.id as programme_id, counted.* from ${perProgramme(
    `select level, ${states.map((state) => `count(*) filter (where state = '${state}') as "${state}"`).join(', ')}
       from campus.enrolments where year_id = $1 and programme_id = p.id group by level`,
    2,
  )})
    select (select to_json(t) from (select ${sums} from totals) t) as enrolments,
      ${totalsBy('university_id', 'universityId')} as universities, ${totalsBy('programme_id', 'programmeId')} as programmes,
      ${totalsBy('level', 'level', inOrderOfLevels)} as levels`;

/** The chapters that were written on some days, by the week. */
export const chaptersByWeek = statement<WeekOfChaptersDto, [startsOn: string | null, endsOn: string | null, ...Places]>(
  'campus.dashboard.chapters',
  { onReplica: true },
)`
  select week, sum(chapters)::int as chapters from ${perProgramme(
    `select date_trunc('week', created_at at time zone 'UTC')::date as week, count(*) as chapters
       from campus.chapters where programme_id = p.id and created_at >= $1::date::timestamp at time zone 'UTC'
         and created_at < ($2::date + 1)::timestamp at time zone 'UTC' group by 1`,
    3,
  )} group by week order by week`;
