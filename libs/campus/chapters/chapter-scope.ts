import { anyOf, placesFrom } from '#platform/database';
import type { Scope } from '../scopes/scope.js';
import { arrayOf, enrolmentsOf, scopeValues } from '../scopes/within-scope.js';

/** An id that nothing has, for conditions that no row is to fulfil. */
export const NOTHING = '00000000-0000-0000-0000-000000000000';

/** Which chapters a scope shows, as a condition on `campus.chapters`. */
interface Sight {
  /** Each call of `place` is the next parameter. */
  condition(place: () => string): string;
  /** The parameters; those of another kind of scope let the condition hold for no row. */
  values(scope: Scope): readonly string[];
}

const among = (column: string, place: () => string) => `${column} = ${anyOf(`${place()}::uuid[]`)}`;

/** Who may see which chapter: the one place that says so. Lists take the condition of one kind, single reads any of them. */
export const sights: Readonly<Record<Exclude<Scope['kind'], 'tenant'>, Sight>> = {
  staff: {
    condition: (place) => `(${among('university_id', place)} or ${among('ufr_id', place)})`,
    values: (scope) => scopeValues(scope).slice(1, 3),
  },
  professor: {
    condition: (place) => among('subject_id', place),
    values: (scope) => [arrayOf(scope.kind === 'professor' ? scope.subjectIds : [])],
  },
  student: {
    condition: (place) => `(state = 'published' and programme_id = ${place()}::uuid and level = ${place()})`,
    values: (scope) => {
      const enrolment = scope.kind === 'student' ? scope.enrolment : null;
      return [enrolment?.programmeId ?? NOTHING, enrolment?.level ?? ''];
    },
  },
};

/** Whether a scope shows a row. Each call of `place` is the next parameter; they are those of `seenBy`. */
export function visibleAt(place: () => string): string {
  const all = `${place()}::boolean`;
  return `(${[all, ...Object.values(sights).map(({ condition }) => condition(place))].join(' or ')})`;
}

/** As `visibleAt`, the first parameter at this number. */
export const visible = (first: number): string => visibleAt(placesFrom(first));

/** The parameters of `visible`. */
export const seenBy = (scope: Scope): readonly string[] => [
  String(scope.kind === 'tenant'),
  ...Object.values(sights).flatMap(({ values }) => values(scope)),
];

/** Whether a user teaches the subject of a chapter of this name. */
export const teaches = (user: string, chapter: string): string =>
  `exists (select from campus.professor_subjects t
    where t.professor_id = (select p.id from campus.professors p where p.user_id = ${user}) and t.subject_id = ${chapter}.subject_id)`;

/** Whether a user is a student of a chapter of this name. */
export const studies = (user: string, chapter: string): string =>
  `exists (select from ${enrolmentsOf(user)} and e.programme_id = ${chapter}.programme_id and e.level = ${chapter}.level)`;
