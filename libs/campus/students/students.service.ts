import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { type ExpectedVersions, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, readList, rowsOfTenant, withoutNameKey } from '#platform/lists';
import { beginWriting, followAddresses } from '../accounts/link-accounts.js';
import { campusProblems } from '../campus.errors.js';
import { contentOf, refusingTwins } from '../persons/person.sql.js';
import type { Scope } from '../scopes/scope.js';
import { Scopes } from '../scopes/scopes.js';
import { scopeValues } from '../scopes/within-scope.js';
import { enrol } from './enrol.js';
import { OPEN_YEAR, studentList, studentsInScope } from './student-list.sql.js';
import type {
  EnrolledStudentDto,
  EnrolmentContentDto,
  EnrolmentDto,
  NewStudentDto,
  StudentContentDto,
  StudentDto,
  StudentsQueryDto,
} from './students.dto.js';
import { changeStudent, deleteStudent, enrollable, insertStudent, lockStudent, studentById } from './students.sql.js';

/** Keeps students and their enrolments. */
@Injectable()
export class StudentsService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly audit: Audit,
  ) {}

  /**
   * Enrolments with their students: of the tenant to admins, of their places to staff, of what they teach to professors, and
   * none to students.
   *
   * @throws Problem `no_campus_scope` (403), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
   */
  async list(caller: Caller, query: StudentsQueryDto): Promise<ListAnswer<EnrolledStudentDto>> {
    return this.listWithin(caller.tenantId, await this.scopes.of(caller), query);
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  listWithin(tenantId: string, scope: Scope, query: StudentsQueryDto): Promise<ListAnswer<EnrolledStudentDto>> {
    const rows = rowsOfTenant(this.database, tenantId);
    const year = query.year ?? OPEN_YEAR;
    const narrowed = narrowedTo(scope, query);
    const { university = '', ufr = '', programme = '', level = '', state = '', search, sort } = query;
    const { limit, cursor, page, pageSize } = query;
    const scoped = {
      ...{ limit, cursor, page, pageSize, year, search, sort },
      scope: JSON.stringify(scopeValues(scope).slice(1)),
      choice: JSON.stringify([university, ufr, programme, level, state]),
    };
    return narrowed
      ? readList(rows, studentList, { ...query, ...narrowed, year }, withoutNameKey)
      : readList(rows, studentsInScope, scoped, withoutNameKey);
  }

  /** @throws Problem `no_campus_scope` (403), `student_not_found` (404) */
  async byId(caller: Caller, id: string): Promise<StudentDto> {
    const scope = await this.scopes.of(caller);
    const [row] = await this.database.read({ tenantId: caller.tenantId }, studentById, id, ...scopeValues(scope));
    if (!row) throw campusProblems.student_not_found({ id });
    return row;
  }

  /**
   * Adds a student, enrolled where an enrolment is given.
   *
   * @throws Problem `no_campus_scope`, `students_read_only` (403), `not_in_structure` (404), `student_number_taken`,
   *   `address_taken`, `year_is_closed`, `is_archived` (409), `enrolment_required`, `unknown_place`, `level_not_offered` (422)
   */
  async create(caller: Caller, student: NewStudentDto): Promise<StudentDto> {
    const scope = await this.scopes.toWrite(caller);
    const { enrolment, number } = student;
    if (!enrolment && scope.kind !== 'tenant') throw campusProblems.enrolment_required();
    const { tenantId } = caller;
    return refusingTwins(student, () =>
      this.database.transaction({ tenantId }, async (tx) => {
        await beginWriting(tx, tenantId);
        const id = newId();
        const added = await tx.run(insertStudent, tenantId, id, ...contentOf(student), number.normalize('NFC'));
        await followAddresses(tx, 'students', added);
        if (enrolment) {
          await enrol(tx, scope, id, enrolment.yearId, enrolment, undefined, 'enrolment/programmeId');
        }
        const [row] = await tx.run(studentById, id, ...scopeValues(scope));
        return row as StudentDto;
      }),
    );
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `no_campus_scope`, `students_read_only`, `former_student` (403), `student_not_found` (404),
   *   `student_number_taken`, `address_taken` (409), `precondition_failed` (412)
   */
  async change(
    caller: Caller,
    id: string,
    student: StudentContentDto,
    versions: ExpectedVersions,
  ): Promise<StudentDto> {
    const scope = await this.scopes.toWrite(caller);
    const seen = scopeValues(scope);
    return refusingTwins(student, () =>
      this.database.transaction({ tenantId: caller.tenantId }, async (tx) => {
        await beginWriting(tx, caller.tenantId);
        const content = [...contentOf(student), student.number.normalize('NFC')] as const;
        const changed = await tx.run(changeStudent, id, versions ?? null, ...content, ...seen);
        await followAddresses(tx, 'students', changed);
        const [row] = await tx.run(studentById, id, ...seen);
        if (!row) throw campusProblems.student_not_found({ id });
        if (changed.length === 0) refuseChange(row, versions, campusProblems.former_student());
        return row;
      }),
    );
  }

  /**
   * Deletes a student with all enrolments.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `student_not_found` (404), `precondition_failed` (412)
   */
  async delete(caller: Caller, id: string, versions: ExpectedVersions): Promise<void> {
    const all = scopeValues({ kind: 'tenant' });
    await this.database.transaction({ tenantId: caller.tenantId }, async (tx) => {
      const [row] = await tx.run(deleteStudent, id, versions ?? null);
      if (!row) {
        refuseChange((await tx.run(studentById, id, ...all))[0], versions, campusProblems.student_not_found({ id }));
      }
      await this.audit.record(tx, { action: 'campus.student.deleted', targetKind: 'students', targetId: id });
    });
  }

  /**
   * Enrols a student in a year, or changes where they are enrolled in it.
   *
   * @param versions of the enrolment; any, or none yet, by default
   * @throws Problem `no_campus_scope`, `students_read_only`, `former_student` (403), `student_not_found`, `enrolment_not_found`,
   *   `not_in_structure` (404), `year_is_closed`, `is_archived` (409), `precondition_failed` (412), `unknown_place`,
   *   `level_not_offered` (422)
   */
  async enrol(
    caller: Caller,
    id: string,
    yearId: string,
    enrolment: EnrolmentContentDto,
    versions: ExpectedVersions,
  ): Promise<EnrolmentDto> {
    const scope = await this.scopes.toWrite(caller);
    return this.database.transaction({ tenantId: caller.tenantId }, async (tx) => {
      const seen = scopeValues(scope);
      const [student] = await tx.run(lockStudent, id, ...seen);
      if (!student) throw campusProblems.student_not_found({ id });
      const [may] = await tx.run(enrollable, id, ...seen);
      const enrolled = await enrol(tx, scope, id, yearId, enrolment, versions);
      // It would give rights over the student once its year is open.
      if (!may) throw campusProblems.former_student();
      return enrolled;
    });
  }
}

/**
 * The filters under which the list of the tenant has the rows of a scope, in the order of an index: for admins, and for staff
 * who have one place or ask for a university or UFR that is one of theirs. Undefined for all others.
 */
function narrowedTo(scope: Scope, query: StudentsQueryDto): Pick<StudentsQueryDto, 'university' | 'ufr'> | undefined {
  if (scope.kind === 'tenant') return {};
  if (scope.kind !== 'staff') return undefined;
  const { university, ufr } = query;
  const asked = scope.places.some(({ universityId, ufrId }) =>
    ufrId === null ? universityId === university : ufrId === ufr,
  );
  if (asked) return {};
  const [place] = scope.places;
  if (!place || scope.places.length > 1) return undefined;
  if (place.ufrId === null) return university === undefined ? { university: place.universityId } : undefined;
  return ufr === undefined ? { ufr: place.ufrId } : undefined;
}
