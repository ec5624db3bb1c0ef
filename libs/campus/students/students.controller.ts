import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, type ExpectedVersions, Id, IfMatch, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayAdminister, mayEdit } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import {
  EnrolmentContentDto,
  EnrolmentDto,
  NewStudentDto,
  StudentContentDto,
  StudentDto,
  StudentsDto,
  StudentsQueryDto,
} from './students.dto.js';
import { StudentsService } from './students.service.js';

const StudentId = () => Id('id', campusProblems.student_not_found);
const badEnrolment = ['not_in_structure', 'year_is_closed', 'is_archived', 'unknown_place', 'level_not_offered'];
const twins = ['student_number_taken', 'address_taken'];
const YearId = () => Id('year', campusProblems.not_in_structure);

@Tag('Students', 'Students and where they are enrolled. Each caller reads and writes what is within their scope.')
@Versioned({ hashed: true })
@Priority('normal')
@Controller('v1/campus/students')
export class StudentsController {
  constructor(private readonly students: StudentsService) {}

  /**
   * List enrolled students, the newest enrolment first: to staff those of their places, to professors those of the programmes
   * and levels of their subjects, to students none.
   */
  @Get()
  @mayEdit()
  @Answers('no_campus_scope')
  list(@Query() query: StudentsQueryDto, @Caller() caller: Caller): Promise<StudentsDto> {
    return this.students.list(caller, query);
  }

  /** Read a student, with the enrolments that are within the scope of the caller. */
  @Get(':id')
  @mayEdit()
  @Answers('no_campus_scope', 'student_not_found')
  read(@StudentId() id: string, @Caller() caller: Caller): Promise<StudentDto> {
    return this.students.byId(caller, id);
  }

  /** Add a student. Staff enrol them in one of their places. */
  @Post()
  @mayEdit()
  @Idempotent()
  @Answers('no_campus_scope', 'students_read_only', 'enrolment_required', ...badEnrolment, ...twins)
  create(@Body() student: NewStudentDto, @Caller() caller: Caller): Promise<StudentDto> {
    return this.students.create(caller, student);
  }

  /**
   * Change a student, at the version given by If-Match. Staff change students of their places in the open year, and those of the
   * next year who have never been enrolled before.
   */
  @Put(':id')
  @mayEdit()
  @Answers('no_campus_scope', 'students_read_only', 'former_student', 'student_not_found', ...twins)
  change(
    @StudentId() id: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() student: StudentContentDto,
    @Caller() caller: Caller,
  ): Promise<StudentDto> {
    return this.students.change(caller, id, student, versions);
  }

  /** Delete a student with all enrolments, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @mayAdminister()
  @Answers('student_not_found')
  delete(@StudentId() id: string, @IfMatch() versions: ExpectedVersions, @Caller() caller: Caller): Promise<void> {
    return this.students.delete(caller, id, versions);
  }

  /**
   * Enrol a student in a year, or change where they are enrolled in it, at the version of the enrolment given by If-Match;
   * `*` for the first of the year. Staff do so where they have both the former and the new place, and the student is theirs in
   * the open year or has no other place in a year that is not closed.
   */
  @Put(':id/enrolments/:year')
  @mayEdit()
  @Answers(
    'no_campus_scope',
    'students_read_only',
    'former_student',
    'student_not_found',
    'enrolment_not_found',
    ...badEnrolment,
  )
  enrol(
    @StudentId() id: string,
    @YearId() year: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() enrolment: EnrolmentContentDto,
    @Caller() caller: Caller,
  ): Promise<EnrolmentDto> {
    return this.students.enrol(caller, id, year, enrolment, versions);
  }
}
