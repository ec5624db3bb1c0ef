import { statement } from '#platform/database';

/** The sets of a tenant: in which time zone, from which day on, and up to when all events are in them. */
export const setsInForce = statement<{
  timeZone: string | null;
  remadeTo: string | null;
  freshTo: string;
  hasEvents: boolean;
  noted: boolean;
}>('analytics.uniques.sets', { timesAsText: true })`
  select s.time_zone as "timeZone", s.remade_to::text as "remadeTo", f.at as "freshTo", s.tenant_id is not null as noted,
      (select true from analytics.event_counts order by hour limit 1) is not null as "hasEvents"
    from (select analytics.subjects_fresh_to() as at) f left join analytics.subject_sets s on true`;

type Days = readonly [from: string, to: string];

const named = ' and $3 = any (names)';
/** The least sixteenth of all hashes, which is a range of the key of each day: -2^63 + 2^60. */
const SIXTEENTH = '-8070450532247928832';

/** Of subjects whose hash is in the first sixteenth: the members of their days, and how many they are. */
const sampled = (
  condition = '',
) => `select coalesce(sum(days), 0)::float8 as members, count(*)::float8 as subjects from (
      select hash, count(*) as days from generate_series($1::date, $2::date, interval '1 day') as on_day (at)
      join analytics.subject_days on day = at::date
      where hash < ${SIXTEENTH}${condition} group by hash) s`;
/** The hashes are sorted, which costs half of what their groups would. */
const all = (condition = '') => `select count(distinct hash)::float8 as subjects from analytics.subject_days
      where day >= $1::date and day <= $2::date${condition}`;

export const sampledSubjects = statement<{ members: number; subjects: number }, Days>('analytics.uniques.sampled')`
  ${sampled()}`;
export const sampledSubjectsOfName = statement<{ subjects: number }, [...Days, name: string]>(
  'analytics.uniques.sampled-of-name',
)`
  ${sampled(named)}`;
export const countSubjects = statement<{ subjects: number }, Days>('analytics.uniques.count')`${all()}`;
export const countSubjectsOfName = statement<{ subjects: number }, [...Days, name: string]>(
  'analytics.uniques.count-of-name',
)`
  ${all(named)}`;
