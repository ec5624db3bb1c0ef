import { samples, statement } from '#platform/database';
import type { Addressed } from '../accounts/link-accounts.js';
import { addressed } from '../persons/person.sql.js';
import { archived, enrolledThere, named, withPlaces } from './check-roster.sql.js';
import type { KnownProgramme } from './roster-line.js';

/** A line whose programme has changed since the check. */
export interface ChangedProgramme extends Pick<KnownProgramme, 'id' | 'levels' | 'archived'> {
  readonly level: string;
}

/** Keeps the programmes of some lines as they are until the transaction ends, and says if one takes a line no more. */
export const keepProgrammesOfLines = statement<
  ChangedProgramme,
  [rosterId: string, after: number, upTo: number, yearId: string]
>({
  name: 'campus.programmes.keep-of-lines',
  text: `with lines as (select number, programme_id, level from campus.roster_lines
        where roster_id = $1 and line > $2 and line <= $3),
      kept as materialized (select p.id, p.levels, ${archived} as archived from ${withPlaces}
        where p.id = any (array(select distinct programme_id from lines)) order by p.id for share)
    select k.id, k.levels, k.archived, l.level from lines l join kept k on k.id = l.programme_id
    where l.level <> all (k.levels) or (k.archived and not ${enrolledThere('$4')}) limit 1`,
  sample: [samples.id, 0, 1000, samples.otherId],
});

/** The last of the next lines to apply; none where all are applied. */
export const nextLine = statement<{ line: number }, [rosterId: string, after: number, count: number]>({
  name: 'campus.roster-lines.next',
  index: 'roster_lines_pkey',
  text: `select max(line) as line from (
      select line from campus.roster_lines where roster_id = $1 and line > $2 order by line limit $3) l
    having count(*) > 0`,
  sample: [samples.id, 0, 1000],
});

/** Takes the students of some lines over: those that are as the line says are not written. */
export const takeStudents = statement<Addressed, [rosterId: string, after: number, upTo: number]>({
  name: 'campus.students.take-lines',
  text: `insert into campus.students as had (tenant_id, id, number, name, name_key, email)
    select tenant_id, uuidv7(), number, name, name_key, email from campus.roster_lines
      where roster_id = $1 and line > $2 and line <= $3 order by number
    on conflict (tenant_id, number) do update set name = excluded.name, name_key = excluded.name_key, email = excluded.email,
      invited_at = case when had.email = excluded.email then had.invited_at end, version = had.version + 1, updated_at = now()
    where (had.name, had.email) is distinct from (excluded.name, excluded.email)
    returning ${addressed}`,
  sample: [samples.id, 0, 1000],
});

/** Enrols them. */
export const takeEnrolments = statement<object, [rosterId: string, after: number, upTo: number, yearId: string]>({
  name: 'campus.enrolments.take-lines',
  text: `insert into campus.enrolments as had
      (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, state, name_key, number)
    select l.tenant_id, uuidv7(), s.id, $4, l.university_id, l.ufr_id, l.programme_id, l.level, l.state, l.name_key, l.number
      from (select * from campus.roster_lines where roster_id = $1 and line > $2 and line <= $3) l join campus.students s on s.number = l.number order by s.id
    on conflict (tenant_id, student_id, year_id) do update set university_id = excluded.university_id, ufr_id = excluded.ufr_id,
      programme_id = excluded.programme_id, level = excluded.level, state = excluded.state, name_key = excluded.name_key,
      version = had.version + 1, updated_at = now()
    where (had.programme_id, had.level, had.state, had.name_key)
      is distinct from (excluded.programme_id, excluded.level, excluded.state, excluded.name_key)`,
  sample: [samples.id, 0, 1000, samples.otherId],
});

export const noteApplied = statement<object, [id: string, line: number]>({
  name: 'campus.rosters.note-applied',
  unchecked: 'a tenant has ten rosters at most',
  text: 'update campus.rosters set applied_line = $2, updated_at = now() where id = $1',
  sample: [samples.id, 1000],
});

/**
 * Ends some enrolments of the year after a number, in their order, that are on no line, not even a refused one, at universities
 * that the roster names.
 *
 * @returns the last number, and how many there were
 */
export const endMissing = statement<
  { last: string | null; ended: number },
  [rosterId: string, yearId: string, count: number, after: string]
>({
  name: 'campus.enrolments.end-missing',
  text: `with ended as (
      update campus.enrolments set state = 'left', version = version + 1, updated_at = now()
      where id = any (array(select e.id from campus.enrolments e
        where e.year_id = $2 and e.number > $4 and e.state <> 'left' and e.university_id = ${named}
          and not exists (select from campus.roster_lines l where l.roster_id = $1 and l.number = e.number)
          and not exists (select from campus.roster_refusals r where r.roster_id = $1 and r.number = e.number)
        order by e.number limit $3))
      returning number)
    select max(number) as last, count(*)::integer as ended from ended`,
  sample: [samples.id, samples.otherId, 1000, ''],
});

export const endApply = statement<object, [id: string]>({
  name: 'campus.rosters.end-apply',
  unchecked: 'a tenant has ten rosters at most',
  text: `update campus.rosters set state = 'applied', version = version + 1, updated_at = now() where id = $1`,
  sample: [samples.id],
});
