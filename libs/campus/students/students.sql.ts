import { deleteRowOf, statement } from '#platform/database';
import type { Addressed } from '../accounts/link-accounts.js';
import { addressed, invitedAt } from '../persons/person.sql.js';
import { enrolledWithin, type ScopeValues } from '../scopes/within-scope.js';
import type { EnrolmentDto, StudentDto } from './students.dto.js';

type Content = [name: string, nameKey: string, email: string, number: string];
type Versions = readonly number[] | null;

/** A student with the enrolments of a scope, whose values begin at this place. */
const columns = (
  scope: number,
) => `s.id, s.number, s.name, s.email, s.user_id as "userId", s.version, s.created_at as "createdAt",
  s.updated_at as "updatedAt", coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'yearId', e.year_id,
      'universityId', e.university_id, 'ufrId', e.ufr_id, 'programmeId', e.programme_id, 'level', e.level, 'state', e.state,
      'version', e.version) order by y.starts_on desc, y.id)
    from campus.enrolments e join campus.years y on y.id = e.year_id
    where e.student_id = s.id and ${enrolledWithin(scope)}), '[]') as enrolments`;

/** Admins see students without enrolments too. */
const visible = (scope: number) =>
  `($${scope}::boolean or exists (select from campus.enrolments e where e.student_id = s.id and ${enrolledWithin(scope)}))`;

const enrolledIn = (years: string) =>
  `select from campus.enrolments e join campus.years y on y.id = e.year_id and y.state ${years} where e.student_id = s.id`;

/**
 * Students are changed by the staff of their place in the open year, and before their first year by that of the next one. An
 * enrolment in the next year gives staff no right over a student of another place.
 */
const changeable = (scope: number) =>
  `($${scope}::boolean or exists (${enrolledIn("= 'open'")} and ${enrolledWithin(scope)})
    or not exists (${enrolledIn("<> 'preparing'")}) and ${visible(scope)})`;

export const studentById = statement<StudentDto, [id: string, ...ScopeValues]>('campus.students.by-id')`
  select ${columns(2)} from campus.students s where s.id = $1 and ${visible(2)}`;

/** That a student is within the scope. Their enrolments are then changed by one transaction at a time. */
export const lockStudent = statement<{ name_key: string; number: string }, [id: string, ...ScopeValues]>(
  'campus.students.lock',
)`
  select s.name_key, s.number from campus.students s where s.id = $1 and ${visible(2)} for no key update`;

/** That staff may enrol a student: theirs in the open year, or with no other place in a year that is not closed. */
export const enrollable = statement<{ id: string }, [id: string, ...ScopeValues]>('campus.students.enrollable')`
  select s.id from campus.students s where s.id = $1 and ($2::boolean or exists (${enrolledIn("= 'open'")} and ${enrolledWithin(2)})
    or not exists (${enrolledIn("<> 'closed'")} and not ${enrolledWithin(2)}))`;

export const insertStudent = statement<Addressed, [tenantId: string, id: string, ...Content]>('campus.students.insert')`
  insert into campus.students (tenant_id, id, name, name_key, email, number) values ($1, $2, $3, $4, $5, $6)
    returning ${addressed}`;

/** No row where it is at another version, not to be changed within the scope, or does not exist. */
export const changeStudent = statement<Addressed, [id: string, versions: Versions, ...Content, ...ScopeValues]>(
  'campus.students.change',
)`
  update campus.students s set name = $3, name_key = $4, email = $5, number = $6, invited_at = ${invitedAt('$5')},
      version = version + 1, updated_at = now()
    where s.id = $1 and ($2::integer[] is null or s.version = any ($2)) and ${changeable(7)} returning ${addressed}`;

/** No row where it is at another version, or does not exist. Enrolments and words of the search go too. */
export const deleteStudent = deleteRowOf('campus.students');

const enrolment = `id, year_id as "yearId", university_id as "universityId", ufr_id as "ufrId",
  programme_id as "programmeId", level, state, version`;

/** It stays as it is until the transaction ends. */
export const enrolmentOf = statement<EnrolmentDto, [studentId: string, yearId: string]>('campus.enrolments.of-student')`
  select ${enrolment} from campus.enrolments where student_id = $1 and year_id = $2 for update`;

type Enrolled = [universityId: string, ufrId: string, programmeId: string, level: string, state: string];

/** Takes the name and number of the student, by which lists are sorted. */
export const insertEnrolment = statement<EnrolmentDto, [id: string, studentId: string, yearId: string, ...Enrolled]>(
  'campus.enrolments.insert',
)`
  insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, state,
      name_key, number)
    select s.tenant_id, $1, s.id, $3, $4, $5, $6, $7, $8, s.name_key, s.number from campus.students s where s.id = $2
    returning ${enrolment}`;

export const changeEnrolment = statement<EnrolmentDto, [id: string, ...Enrolled]>('campus.enrolments.change')`
  update campus.enrolments set university_id = $2, ufr_id = $3, programme_id = $4, level = $5, state = $6,
      version = version + 1, updated_at = now()
    where id = $1 returning ${enrolment}`;
