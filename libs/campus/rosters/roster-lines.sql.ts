import { statement } from '#platform/database';
import type { Addressed } from '../accounts/link-accounts.js';
import { addressed } from '../persons/person.sql.js';
import type { KnownProgramme, RefusalReason, RosterField } from './roster-line.js';
import type { RosterCountsDto } from './rosters.dto.js';

export const clearLines = statement<object, [rosterId: string]>('campus.roster-lines.clear')`
  delete from campus.roster_lines where roster_id = $1`;

export const clearRefusals = statement<object, [rosterId: string]>('campus.roster-refusals.clear')`
  delete from campus.roster_refusals where roster_id = $1`;

/** Every programme, and the university as it is compared. */
export const knownProgrammes = statement<KnownProgramme>('campus.rosters.programmes')`
  select p.id, u.id as "universityId", p."ufrId", p.code, p.levels, u.name_key as university,
      coalesce(p.archived_at, u.archived_at) is not null as archived
    from campus.universities u cross join lateral (
      select p.id, p.ufr_id as "ufrId", p.code, p.levels,
        coalesce(p.archived_at, (select f.archived_at from campus.ufrs f where f.id = p.ufr_id)) as archived_at
      from campus.programmes p where p.university_id = u.id order by p.code offset 0) p`;

/** Lines as JSON, a thousand at a time; so are refusals. */
export const insertLines = statement<object, [tenantId: string, rosterId: string, lines: string]>(
  'campus.roster-lines.insert',
)`
  insert into campus.roster_lines
    select $1, $2, l.* from jsonb_to_recordset($3::jsonb) as l (line integer, number text, name text, name_key text, email text,
      university_id uuid, ufr_id uuid, programme_id uuid, level text, state text)`;

export const insertRefusals = statement<object, [tenantId: string, rosterId: string, refusals: string]>(
  'campus.roster-refusals.insert',
)`
  insert into campus.roster_refusals (tenant_id, roster_id, line, number, field, reason)
    select $1, $2, l.* from jsonb_to_recordset($3::jsonb) as l (line integer, number text, field text, reason text)`;

/** The universities that the lines name, found once and not for each enrolment. */
const named = 'any (array(select distinct university_id from campus.roster_lines where roster_id = $1))';

/**
 * Whether a line names the student of an enrolment, also a refused one; one that does not say whose it is may be of anybody. Each
 * list is read once and hashed: statistics of lines that were just written say that there are none, and then any index seems as
 * good as another for each enrolment.
 */
const listed = `(e.number in (select l.number from campus.roster_lines l where l.roster_id = $1)
  or e.number in (select r.number from campus.roster_refusals r where r.roster_id = $1 and r.number is not null)
  or exists (select from campus.roster_refusals r where r.roster_id = $1 and r.number is null))`;

/**
 * Has the rest of a transaction join by hash. The statistics do not know the lines that were just written, nor perhaps the students
 * of a roster that was applied a minute ago: PostgreSQL expects one row and would read all enrolments of the year for each line.
 */
export const joinByHash = statement('campus.rosters.join-by-hash')`select set_config('enable_nestloop', 'off', true)`;

/** Refuses lines that are of this, and says why. */
const refuse = (field: RosterField, reason: RefusalReason, of: string) => `with gone as (
    delete from campus.roster_lines l ${of} returning l.tenant_id, l.roster_id, l.line, l.number
  )
  insert into campus.roster_refusals (tenant_id, roster_id, line, number, field, reason)
  select tenant_id, roster_id, line, number, '${field}', '${reason}' from gone`;

/** Refuses lines with an address that another student has. */
export const refuseTakenAddresses = statement<object, [rosterId: string]>('campus.roster-lines.refuse-taken')`
  ${refuse(
    'email',
    'taken',
    'using campus.students s where l.roster_id = $1 and s.email = l.email and s.number <> l.number',
  )}`;

const archived = 'coalesce(p.archived_at, f.archived_at, u.archived_at) is not null';
const withPlaces = `campus.programmes p join campus.ufrs f on f.id = p.ufr_id
  join campus.universities u on u.id = p.university_id`;
/** Who is enrolled there in the year stays there. */
const enrolledThere = (year: string) =>
  `(l.number, l.programme_id) in (select e.number, e.programme_id from campus.enrolments e where e.year_id = ${year})`;

/** Refuses lines that would enrol or move a student into what is archived. */
export const refuseArchived = statement<object, [rosterId: string, yearId: string]>(
  'campus.roster-lines.refuse-archived',
)`
  ${refuse(
    'programme',
    'archived',
    `where l.roster_id = $1 and not ${enrolledThere('$2')}
      and l.programme_id = any (array(select p.id from ${withPlaces}
        where p.id = any (array(select distinct programme_id from campus.roster_lines where roster_id = $1)) and ${archived}))`,
  )}`;

/** The programme of a line, which has changed since the check. */
export interface ChangedProgramme extends Pick<KnownProgramme, 'id'> {
  /** Null where it was deleted. */
  readonly levels: KnownProgramme['levels'] | null;
  readonly level: string;
}

/** Keeps the programmes of some lines as they are until the transaction ends, and says if one takes a line no more. */
export const keepProgrammesOfLines = statement<
  ChangedProgramme,
  [rosterId: string, after: number, upTo: number, yearId: string]
>('campus.programmes.keep-of-lines')`
  with lines as (select number, programme_id, level from campus.roster_lines
        where roster_id = $1 and line > $2 and line <= $3),
      kept as materialized (select p.id, p.levels, ${archived} as archived from ${withPlaces}
        where p.id = any (array(select distinct programme_id from lines)) order by p.id for share)
    select l.programme_id as id, k.levels, l.level from lines l left join kept k on k.id = l.programme_id
    where k.id is null or l.level <> all (k.levels) or (k.archived and not ${enrolledThere('$4')}) limit 1`;

/**
 * What applying the lines would do. `missing` are students of the year, of universities that the roster names, who are on no
 * line, not even a refused one, and have not left; none where a refused line does not say whose it is.
 */
export const countChanges = statement<RosterCountsDto & { enrolled: number }, [rosterId: string, yearId: string]>(
  'campus.rosters.count-changes',
)`
  with lines as (
      select case when s.id is null or e.id is null then 'added'
        when (s.name, s.email, e.programme_id, e.level, e.state) = (l.name, l.email, l.programme_id, l.level, l.state) then 'unchanged'
        else 'changed' end as effect
      from campus.roster_lines l left join campus.students s on s.number = l.number
        left join campus.enrolments e on e.student_id = s.id and e.year_id = $2
      where l.roster_id = $1
    ), enrolled as (
      select ${listed} as listed
      from campus.enrolments e where e.year_id = $2 and e.state <> 'left'
        and e.university_id = ${named}
    )
    select count(*) filter (where effect = 'added')::int as added, count(*) filter (where effect = 'changed')::int as changed,
      count(*) filter (where effect = 'unchanged')::int as unchanged,
      (select count(*) from enrolled where not listed)::int as missing, (select count(*) from enrolled)::int as enrolled,
      (select count(*) from campus.roster_refusals where roster_id = $1)::int as refused
    from lines`;

/** How many students are missing now. */
export const countMissing = statement<{ missing: number }, [rosterId: string, yearId: string]>(
  'campus.rosters.count-missing',
)`
  select count(*)::int as missing from campus.enrolments e
    where e.year_id = $2 and e.state <> 'left' and e.university_id = ${named} and not ${listed}`;

/** The last of the next lines to apply; none where all are applied. */
export const nextLine = statement<{ line: number }, [rosterId: string, after: number, count: number]>(
  'campus.roster-lines.next',
)`
  select max(line) as line from (
      select line from campus.roster_lines where roster_id = $1 and line > $2 order by line limit $3) l
    having count(*) > 0`;

/** Takes the students of some lines over: those that are as the line says are not written. */
export const takeStudents = statement<Addressed, [rosterId: string, after: number, upTo: number]>(
  'campus.students.take-lines',
)`
  insert into campus.students as had (tenant_id, id, number, name, name_key, email)
    select tenant_id, uuidv7(), number, name, platform.sort_key(name), email from campus.roster_lines
      where roster_id = $1 and line > $2 and line <= $3 order by number
    on conflict (tenant_id, number) do update set name = excluded.name, name_key = excluded.name_key, email = excluded.email,
      invited_at = case when had.email = excluded.email then had.invited_at end, version = had.version + 1, updated_at = now()
    where (had.name, had.email) is distinct from (excluded.name, excluded.email)
    returning ${addressed}`;

/** Enrols them. */
export const takeEnrolments = statement<object, [rosterId: string, after: number, upTo: number, yearId: string]>(
  'campus.enrolments.take-lines',
)`
  insert into campus.enrolments as had
      (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, state, name_key, number)
    select l.tenant_id, uuidv7(), s.id, $4, l.university_id, l.ufr_id, l.programme_id, l.level, l.state, s.name_key, l.number
      from campus.roster_lines l
        cross join lateral (select id, name_key from campus.students where number = l.number offset 0) s
      where l.roster_id = $1 and l.line > $2 and l.line <= $3 order by s.id
    on conflict (tenant_id, student_id, year_id) do update set university_id = excluded.university_id, ufr_id = excluded.ufr_id,
      programme_id = excluded.programme_id, level = excluded.level, state = excluded.state, name_key = excluded.name_key,
      version = had.version + 1, updated_at = now()
    where (had.programme_id, had.level, had.state, had.name_key)
      is distinct from (excluded.programme_id, excluded.level, excluded.state, excluded.name_key)`;

/**
 * Ends some enrolments of the year after a number, in their order, that are on no line, not even a refused one, at universities
 * that the roster names.
 *
 * @returns the last number, and how many there were
 */
export const endMissing = statement<
  { last: string | null; ended: number },
  [rosterId: string, yearId: string, count: number, after: string]
>('campus.enrolments.end-missing')`
  with ended as (
      update campus.enrolments set state = 'left', version = version + 1, updated_at = now()
      where id = any (array(select e.id from campus.enrolments e
        where e.year_id = $2 and e.number > $4 and e.state <> 'left' and e.university_id = ${named}
          and not ${listed}
        order by e.number limit $3))
      returning number)
    select max(number) as last, count(*)::integer as ended from ended`;
