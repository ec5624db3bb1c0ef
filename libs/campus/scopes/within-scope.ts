import { placesFrom } from '#platform/database';
import type { Scope } from './scope.js';

/** What rows may be in: all; those of universities and UFRs, as arrays in text; those that a professor teaches, empty for none. */
export type ScopeValues = [all: string, universities: string, ufrs: string, professorId: string];

/** The values of a scope for `enrolledWithin` and `taughtWithin`. */
export function scopeValues(scope: Scope): ScopeValues {
  const places = scope.kind === 'staff' ? scope.places : [];
  const universities = places.flatMap(({ universityId, ufrId }) => (ufrId === null ? [universityId] : []));
  const ufrs = places.flatMap(({ ufrId }) => ufrId ?? []);
  const professorId = scope.kind === 'professor' ? scope.id : '';
  return [String(scope.kind === 'tenant'), arrayOf(universities), arrayOf(ufrs), professorId];
}

/**
 * The condition that an enrolment is of one of these universities or UFRs, or in a programme and at a level of a subject that
 * the professor teaches. Without the first value, so that indexes serve it.
 */
export const enrolledIn = (place: () => string): string => {
  const [universities, ufrs, professor] = [place(), place(), place()];
  const taught = (what: string) =>
    `any (array(select ${what} from campus.professor_subjects t where t.professor_id = nullif(${professor}, '')::uuid))`;
  return `(university_id = any (${universities}::uuid[]) or ufr_id = any (${ufrs}::uuid[])
    or (programme_id = ${taught('t.programme_id')} and programme_id::text || level = ${taught('t.programme_id::text || t.level')}))`;
};

/** The condition that an enrolment is within a scope, whose values begin at this place. */
export const enrolledWithin = (first: number): string =>
  `(($${first})::boolean or ${enrolledIn(placesFrom(first + 1))})`;

/** The condition that a professor teaches at one of these universities or UFRs. */
export const taughtIn = (
  place: () => string,
): string => `id = any (array(select t.professor_id from campus.professor_subjects t
  where t.university_id = any (${place()}::uuid[]) or t.ufr_id = any (${place()}::uuid[])))`;

/** The user in force. */
export const me = "nullif(current_setting('app.user_id', true), '')::uuid";

/** The enrolments `e` by which a user is a student in the open year; further conditions may follow. */
export const enrolmentsOf = (user: string): string =>
  `campus.enrolments e join campus.years y on y.id = e.year_id
    where e.student_id = (select s.id from campus.students s where s.user_id = ${user}) and e.state = 'active' and y.state = 'open'`;

/** Sorted, so that scopes are the same where their values are. */
export const arrayOf = (ids: readonly string[]): string => `{${ids.toSorted().join(',')}}`;
