import type { Transaction } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import { campusProblems } from '../campus.errors.js';
import { mayEnrolIn, type Scope } from '../scopes/scope.js';
import type { EnrolmentContentDto, EnrolmentDto } from './students.dto.js';
import { changeEnrolment, enrolmentOf, insertEnrolment, studyOf } from './students.sql.js';

/** Students are written by admins and staff. @throws Problem `students_read_only` (403) */
export function assertMayWrite(scope: Scope): void {
  if (scope.kind !== 'tenant' && scope.kind !== 'staff') throw campusProblems.students_read_only();
}

/**
 * Enrols a student in a year, or changes where they are enrolled in it: both places are within the scope. The transaction has
 * locked or made the student.
 *
 * @param versions of the enrolment; any, or none yet, by default
 * @throws Problem `enrolment_not_found`, `programme_not_found`, `year_not_found` (404), `precondition_failed` (412),
 *   `level_not_offered` (422)
 */
export async function enrol(
  tx: Transaction,
  scope: Scope,
  studentId: string,
  yearId: string,
  { programmeId, level, state = 'active' }: EnrolmentContentDto,
  versions: ExpectedVersions,
): Promise<EnrolmentDto> {
  const [former] = await tx.run(enrolmentOf, studentId, yearId);
  if (former ? !mayEnrolIn(scope, former) : versions) throw campusProblems.enrolment_not_found({ id: yearId });
  const [study] = await tx.run(studyOf, programmeId, yearId);
  const takes = study && mayEnrolIn(scope, study) && (!study.archived || former?.programmeId === programmeId);
  if (!takes) throw campusProblems.programme_not_found({ id: programmeId });
  if (!study.hasYear) throw campusProblems.year_not_found({ id: yearId });
  if (former) assertVersion(versions, former.version);
  if (!study.levels.includes(level)) {
    throw campusProblems.level_not_offered({ level, levels: study.levels.join(', ') });
  }
  const enrolled = [study.universityId, study.ufrId, programmeId, level, state] as const;
  const [row] = await (former
    ? tx.run(changeEnrolment, former.id, ...enrolled)
    : tx.run(insertEnrolment, newId(), studentId, yearId, ...enrolled));
  return row as EnrolmentDto;
}
