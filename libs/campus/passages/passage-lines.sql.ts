import { statement } from '#platform/database';
import { declareList, equals, type ListFilter, text, uuid, type WithNameKey } from '#platform/lists';
import type { LineSort, PassageLineDto } from './passage-lines.dto.js';
import type { PassageDestinationDto } from './passage-plans.dto.js';
import { planWithin } from './passage-plans.sql.js';

/** A line, with what lists sort by. */
/** The enrolment of the plan, unless its student left the place of the plan: whoever sees the plan sees nothing elsewhere. */
const enrolmentInPlace = `campus.enrolments e join campus.passage_plans p on p.id = passage_lines.plan_id
    and e.university_id = coalesce(p.university_id, e.university_id) and e.ufr_id = coalesce(p.ufr_id, e.ufr_id)
    and e.programme_id = coalesce(p.programme_id, e.programme_id)`;

const columns = `student_id as "studentId", number, decision, problem, reason, state,
  (select s.name from campus.students s where s.id = passage_lines.student_id) as name,
  (select jsonb_build_object('programmeId', e.programme_id, 'level', e.level) from ${enrolmentInPlace}
    where e.id = passage_lines.enrolment_id) as "from",
  case when level is not null then jsonb_build_object('programmeId', programme_id, 'level', level) end as destination`;

/** A plan whose place is within a scope: its id and the values of the scope, as JSON. */
const visiblePlan: ListFilter = {
  condition: (place) =>
    `plan_id = (select p.id from campus.passage_plans p where p.id = ${place()} and ${planWithin(place)})`,
  parameters: (value) => JSON.parse(value),
};

export const lineList = declareList<
  WithNameKey<PassageLineDto>,
  LineSort,
  'plan' | 'programme' | 'level' | 'problem' | 'exception'
>({
  name: 'campus.passage-lines',
  columns: `${columns}, name_key as "nameKey"`,
  from: 'campus.passage_lines',
  filters: {
    plan: visiblePlan,
    programme: equals('programme_id'),
    level: equals('level'),
    problem: equals('problem'),
    exception: { condition: () => 'reason is not null', parameters: () => [] },
  },
  always: ['plan'],
  sorts: {
    number: { keys: [text('number', 'number'), uuid('student_id', 'studentId')] },
    name: { keys: [text('name_key', 'nameKey'), uuid('student_id', 'studentId')] },
  },
});

/**
 * What stands in the way of the destination, whose programme and level are these; null where it takes students, or is none. A
 * programme that is deleted offers nothing.
 */
const ofDestination = (programme: string, level: string) => `(select case
      when coalesce(p.archived_at, f.archived_at, u.archived_at) is not null then 'archived'
      when ${level} <> all (coalesce(p.levels, '{}')) then 'not_offered' end
    from (select ${programme} as id) given left join (campus.programmes p join campus.ufrs f on f.id = p.ufr_id
      join campus.universities u on u.id = p.university_id) on p.id = given.id
    where given.id is not null)`;
/** The enrolment in a year, among the few of the student: of a year that was just filled, statistics say that it has no rows. */
const enrolledIn = (year: string, student: string) =>
  `(select n.id from (select id, year_id from campus.enrolments where student_id = ${student} offset 0) n where n.year_id = ${year})`;
const decided = (year: string, student: string) =>
  `(select d.decision from campus.passage_decisions d where d.year_id = ${year} and d.student_id = ${student})`;

/** Plans the passages of some enrolments; those that are planned stay as they are. */
export const planLines = statement<object, [planId: string, toYearId: string, enrolmentIds: readonly string[]]>(
  'campus.passage-lines.plan',
)`
  insert into campus.passage_lines (tenant_id, plan_id, student_id, year_id, enrolment_id, enrolment_version, number, name_key,
      decision, programme_id, level, problem)
    select e.tenant_id, $1, e.student_id, $2, e.id, e.version, e.number, e.name_key, e.decision, d.programme_id, d.level,
      coalesce(case when ${enrolledIn('$2', 'e.student_id')} is not null then 'enrolled' when e.decision is null then 'undecided'
        when e.decision = 'pass' and r.level is null then 'no_rule' end, ${ofDestination('d.programme_id', 'd.level')})
    from (select e.*, ${decided('e.year_id', 'e.student_id')} as decision
        from unnest($3::uuid[]) as given (id) cross join lateral (select * from campus.enrolments where id = given.id offset 0) e
        -- A plan that goes on where it stopped passes quickly over what it has.
        where not exists (select from campus.passage_lines p where p.plan_id = $1 and p.student_id = e.student_id)) e
      left join lateral (select * from campus.passage_rules where programme_id = e.programme_id and level = e.level offset 0) r on true
      cross join lateral (select
        case e.decision when 'pass' then r.pass_programme_id when 'repeat' then coalesce(r.repeat_programme_id, e.programme_id) end
          as programme_id,
        case e.decision when 'pass' then r.pass_level when 'repeat' then coalesce(r.repeat_level, e.level) end as level offset 0) d
    on conflict do nothing`;

/** What the lines of a plan have in common, and how many have it. */
export interface LineGroup
  extends Pick<PassageLineDto, 'decision' | 'problem' | 'state'>,
    Pick<PassageDestinationDto, 'programmeId' | 'level'> {
  readonly byHand: boolean;
  readonly lines: number;
}

export const countLines = statement<LineGroup, [planId: string]>('campus.passage-lines.count')`
  select programme_id as "programmeId", level, decision, problem, state, reason is not null as "byHand", count(*)::int as lines
    from campus.passage_lines where plan_id = $1 group by 1, 2, 3, 4, 5, 6 order by lines desc, programme_id, level`;

/** A destination by hand solves all problems but that the student is enrolled already. No row where there is no such line. */
export const setByHand = statement<
  PassageLineDto,
  [planId: string, studentId: string, programmeId: string | null, level: string | null, reason: string]
>('campus.passage-lines.set-by-hand')`
  update campus.passage_lines set programme_id = $3, level = $4, reason = $5,
      problem = case when problem = 'enrolled' then problem end
    where plan_id = $1 and student_id = $2 returning ${columns}`;

/** Lines of a commit. */
const AT_ONCE = 500;

/** The next students of a plan. */
export const nextStudents = statement<{ studentId: string }, [planId: string, after: string]>(
  'campus.passage-lines.next',
)`
  select student_id as "studentId" from campus.passage_lines where plan_id = $1 and student_id > $2
    order by student_id limit ${AT_ONCE}`;

/**
 * The lines of a commit, after one student and up to another, read in the order of the primary key: statistics that do not know
 * lines which were just written take any index of a plan for as good. They are written where they stand, for the same reason.
 */
const batch = 'campus.passage_lines where plan_id = $1 and student_id > $2 and student_id <= $3 order by student_id';
type Batch = [planId: string, after: string, upTo: string];

/** Keeps the destinations of some lines as they are until the transaction ends. */
export const keepDestinations = statement<object, Batch>('campus.passage-lines.keep-destinations')`
  select p.id from campus.programmes p join campus.ufrs f on f.id = p.ufr_id join campus.universities u on u.id = p.university_id
    where p.id = any (array(select distinct l.programme_id from (select programme_id from ${batch} offset 0) l)) order by p.id for share`;

/**
 * Applies some lines that have no problem: enrols their students in the next year. A line whose student changed since, or who is
 * enrolled there by now, gets a problem, and nothing is written.
 */
export const applyLines = statement<object, [...Batch, fromYearId: string]>('campus.passage-lines.apply')`
  with lines as materialized (
      select l.place, l.student_id, l.year_id, l.programme_id, l.level, coalesce(case
          when (select e.version from campus.enrolments e where e.id = l.enrolment_id) is distinct from l.enrolment_version
            or (l.reason is null and ${decided('$4', 'l.student_id')} is distinct from l.decision) then 'changed'
          when ${enrolledIn('l.year_id', 'l.student_id')} is not null then 'enrolled' end,
        ${ofDestination('l.programme_id', 'l.level')}) as problem
      from (select ctid as place, * from ${batch} offset 0) l where l.state = 'planned' and l.problem is null
    ), made as (
      insert into campus.enrolments
        (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
      select s.tenant_id, uuidv7(), s.id, l.year_id, p.university_id, p.ufr_id, p.id, l.level, s.name_key, s.number
      from lines l cross join lateral (select * from campus.students where id = l.student_id offset 0) s
        cross join lateral (select * from campus.programmes where id = l.programme_id offset 0) p
      where l.problem is null order by s.id
      on conflict (tenant_id, student_id, year_id) do nothing returning id, student_id
    )
    update campus.passage_lines l set made_id = n.made_id, problem = n.problem,
      state = case when n.problem is null then 'applied' else l.state end
    from (select l.student_id, m.id as made_id,
          coalesce(l.problem, case when l.programme_id is not null and m.id is null then 'enrolled' end) as problem
        from lines l left join made m on m.student_id = l.student_id) n
    where l.ctid = any (array(select place from lines)) and l.student_id = n.student_id`;

const takenBack = '(made_id is null or made_id in (select id from gone))';

/** Takes back the enrolments that some lines made, where nobody changed them; the other lines get a problem. */
export const undoLines = statement<object, Batch>('campus.passage-lines.undo')`
  with lines as materialized (
      select l.place, (select e.ctid from campus.enrolments e where e.id = l.made_id and e.version = 1) as made
      from (select ctid as place, * from ${batch} offset 0) l where l.state = 'applied'
    ), gone as (
      delete from campus.enrolments where ctid = any (array(select made from lines)) returning id
    )
    update campus.passage_lines set state = case when ${takenBack} then 'undone' else state end,
      problem = case when not ${takenBack} then 'changed' end
    where ctid = any (array(select place from lines))`;
