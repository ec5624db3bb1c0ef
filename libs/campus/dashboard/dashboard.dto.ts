import { ApiProperty, PickType } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { OperationDto } from '#platform/operations';
import { PassagePlanDto } from '../passages/passage-plans.dto.js';
import { ProfessorDto } from '../professors/professors.dto.js';
import { type Level, levels } from '../scopes/scope.js';
import { EnrolledStudentDto } from '../students/students.dto.js';
import { YearDto } from '../years/years.dto.js';

/** Selects the year of a dashboard. */
export class DashboardQueryDto {
  /** The year with this id; the open one by default. */
  @IsOptional()
  @IsUUID()
  year?: string;
}

/** How many enrolments there are, by state. */
export class EnrolmentTotalsDto {
  /** @example 1180 */
  active!: number;

  /** @example 12 */
  suspended!: number;

  /** @example 8 */
  left!: number;
}

/** The enrolments of a university. */
export class UniversityTotalsDto extends EnrolmentTotalsDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  universityId!: string;
}

/** The enrolments of a programme. */
export class ProgrammeTotalsDto extends EnrolmentTotalsDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63' */
  programmeId!: string;
}

/** The enrolments at a level. */
export class LevelTotalsDto extends EnrolmentTotalsDto {
  @ApiProperty({ enum: levels })
  level!: Level;
}

/** The chapters that were written in a week. */
export class WeekOfChaptersDto {
  /**
   * Its Monday, of UTC.
   * @example '2026-09-07'
   */
  week!: string;

  /** @example 42 */
  chapters!: number;
}

/** Work that runs now: `GET /v1/operations/{id}` follows it. */
export class RunningOperationDto extends PickType(OperationDto, ['id', 'kind', 'progress', 'createdAt']) {}

/** What an admin, or staff for their places, see at once of a year. */
export class DashboardDto {
  /** Null where none is open, and none was asked for. */
  year!: YearDto | null;

  /** All enrolments of the year. */
  enrolments!: EnrolmentTotalsDto;

  /** Those that have enrolments of the year; so for programmes and levels. */
  universities!: UniversityTotalsDto[];

  programmes!: ProgrammeTotalsDto[];

  levels!: LevelTotalsDto[];

  /** The last ten who were enrolled in the year, the newest first. */
  newestStudents!: EnrolledStudentDto[];

  /** The last ten who were added, whatever the year, the newest first. */
  newestProfessors!: ProfessorDto[];

  /** Chapters that were written on the days of the year, drafts among them, by the week; weeks without any are left out. */
  weeks!: WeekOfChaptersDto[];

  /** Of campus, those that the caller may cancel; the newest first. */
  operations!: RunningOperationDto[];

  /** Up to ten plans of passages from the year that are neither applied nor undone, the newest first. */
  plans!: PassagePlanDto[];
}
