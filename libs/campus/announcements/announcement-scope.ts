import { mayEnrolIn, type Scope } from '../scopes/scope.js';
import type { AnnouncementDto } from './announcements.dto.js';

/** Places of students as JSON, and a professor whose subjects are places too; empty for none. */
export type SightValues = [places: string, professorId: string];

/** The places of a scope, each a part of a student's enrolment: null where all below it are meant. */
export function sightOf(scope: Scope): SightValues {
  if (scope.kind === 'tenant') return ['[{}]', ''];
  if (scope.kind === 'professor') return ['[]', scope.id];
  const places = scope.kind === 'staff' ? scope.places : scope.enrolment ? [scope.enrolment] : [];
  return [JSON.stringify(places), ''];
}

const columns = ['year_id', 'university_id', 'ufr_id', 'programme_id', 'level'];
const fields = ['"yearId" uuid', '"universityId" uuid', '"ufrId" uuid', '"programmeId" uuid', 'level text'];
const overlaps = columns.map(
  (column) => `(announcements.${column} is null or p.${column} is null or announcements.${column} = p.${column})`,
);

/**
 * The condition that a scope shows an announcement: some of its students may be in one of the places. Each call of `place` is the
 * next parameter. Not as a join, for which the planner would read the announcements of all tenants.
 */
export const shownAt = (place: () => string): string => `exists (select from (
    select * from jsonb_to_recordset(${place()}::jsonb) as given (${fields.join(', ')})
    union all
    select null, t.university_id, t.ufr_id, t.programme_id, t.level from campus.professor_subjects t
      where t.professor_id = nullif(${place()}, '')::uuid) as p (${columns.join(', ')})
  where ${overlaps.join(' and ')} offset 0)`;

/** Whether somebody may announce there: all of the place is in their scope. @param taught whether they teach that level of it */
export function mayAnnounceTo(
  scope: Scope,
  { universityId, ufrId }: Pick<AnnouncementDto, 'universityId' | 'ufrId'>,
  taught: boolean,
): boolean {
  if (scope.kind === 'professor') return taught;
  if (scope.kind === 'tenant') return true;
  return universityId !== null && mayEnrolIn(scope, { universityId, ufrId: ufrId ?? '' });
}
