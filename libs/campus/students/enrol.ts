import type { Transaction } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import { campusProblems } from '../campus.errors.js';
import { mayEnrolIn, type Scope } from '../scopes/scope.js';
import { keep, unknownPlace } from '../structure/places.service.js';
import { keepProgramme } from '../structure/structure.sql.js';
import { keepYear } from '../years/keep-year.js';
import type { EnrolmentContentDto, EnrolmentDto } from './students.dto.js';
import { changeEnrolment, enrolmentOf, insertEnrolment } from './students.sql.js';

/**
 * Enrols a student in a year, or changes where they are enrolled in it: both places are within the scope. The transaction has
 * locked or made the student.
 *
 * @param versions of the enrolment; any, or none yet, by default
 * @param field of the body, which names the programme
 * @throws Problem `enrolment_not_found`, `not_in_structure` (404), `year_is_closed`, `is_archived` (409),
 *   `precondition_failed` (412), `unknown_place`, `level_not_offered` (422)
 */
export async function enrol(
  tx: Transaction,
  scope: Scope,
  studentId: string,
  yearId: string,
  { programmeId, level, state = 'active' }: EnrolmentContentDto,
  versions: ExpectedVersions,
  field = 'programmeId',
): Promise<EnrolmentDto> {
  const [former] = await tx.run(enrolmentOf, studentId, yearId);
  if (former ? !mayEnrolIn(scope, former) : versions) throw campusProblems.enrolment_not_found({ id: yearId });
  await keepYear(tx, yearId);
  const stays = former?.programmeId === programmeId;
  const { levels, place } = await keep(tx, keepProgramme, field, programmeId, stays);
  const [universityId, ufrId] = [place.university_id, place.ufr_id];
  if (!mayEnrolIn(scope, { universityId, ufrId })) throw unknownPlace(field, programmeId);
  if (former) assertVersion(versions, former.version);
  if (!levels.includes(level)) throw campusProblems.level_not_offered({ level, levels: levels.join(', ') });
  const enrolled = [universityId, ufrId, programmeId, level, state] as const;
  const [row] = await (former
    ? tx.run(changeEnrolment, former.id, ...enrolled)
    : tx.run(insertEnrolment, newId(), studentId, yearId, ...enrolled));
  return row as EnrolmentDto;
}
