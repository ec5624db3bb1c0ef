import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { IsId, IsNested, Length, ListOf, ListQueryDto } from '#platform/http';
import { lineForm, lineWords } from '../one-line.js';
import { PersonContentDto, PersonDto } from '../persons/person.dto.js';
import { type Level, levels } from '../scopes/scope.js';

export const studentSorts = ['-createdAt', 'name', 'number'] as const;
export type StudentSort = (typeof studentSorts)[number];

/** What an enrolment is: as long as the student studies, interrupted, or ended. */
export const enrolmentStates = ['active', 'suspended', 'left'] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];

/** Selects and sorts enrolled students. */
export class StudentsQueryDto extends ListQueryDto {
  /** Only enrolments of the year with this id; of the open year by default. */
  @IsOptional()
  @IsUUID()
  year?: string;

  /** Only in the university with this id. */
  @IsOptional()
  @IsUUID()
  university?: string;

  /** Only in the UFR with this id. */
  @IsOptional()
  @IsUUID()
  ufr?: string;

  /** Only in the programme with this id. */
  @IsOptional()
  @IsUUID()
  programme?: string;

  /** Only at this level. */
  @IsOptional()
  @IsIn(levels)
  level?: Level;

  /** Only in this state. */
  @IsOptional()
  @IsIn(enrolmentStates)
  state?: EnrolmentState;

  /**
   * Only students with words that begin with all of these, in any order, in their name, number or address; 1 to 100
   * characters, of which the first eight words count, case and accents ignored. A word of five letters or more may have one
   * wrong, missing or added letter, or two swapped. A single word of one or two letters is a whole word, or the beginning of the
   * name. Chinese, Japanese, Thai, Lao, Khmer and Burmese names match by any part.
   * @example 'martin chlo'
   */
  @IsOptional()
  @Length(1, 100)
  search?: string;

  /** The newest enrolment first, by name or by number; `-createdAt` by default. */
  @IsOptional()
  @IsIn(studentSorts)
  sort?: StudentSort;
}

/** Where a student is to be enrolled in a year. University and UFR are those of the programme. */
export class EnrolmentContentDto {
  /** @example '018f0000-0000-7000-8000-000000000009' */
  @IsId()
  programmeId!: string;

  /**
   * One of the levels of the programme.
   * @example 'L1'
   */
  @IsIn(levels)
  level!: Level;

  /** `active` by default. */
  @IsOptional()
  @IsIn(enrolmentStates)
  state?: EnrolmentState;
}

/** The first enrolment of a student. */
export class NewEnrolmentDto extends EnrolmentContentDto {
  /** @example '018f0000-0000-7000-8000-000000000009' */
  @IsId()
  yearId!: string;
}

/** A student, as staff and admins write them. */
export class StudentContentDto extends PersonContentDto {
  /**
   * 1 to 50 characters, which no other student has.
   * @example '22104711'
   */
  @Length(1, 50)
  @Matches(lineForm, { context: lineWords })
  number!: string;
}

/** A student to add. */
export class NewStudentDto extends StudentContentDto {
  /** Staff must give one, in one of their places. */
  @IsOptional()
  @IsNested(() => NewEnrolmentDto)
  enrolment?: NewEnrolmentDto;
}

/** Where a student is enrolled in a year. */
export class EnrolmentDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  yearId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  universityId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62' */
  ufrId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63' */
  programmeId!: string;

  @ApiProperty({ enum: levels })
  level!: Level;

  @ApiProperty({ enum: enrolmentStates })
  state!: EnrolmentState;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;
}

/** An enrolment in a list, with the student. */
export class EnrolledStudentDto extends EnrolmentDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e64' */
  studentId!: string;

  /** @example '22104711' */
  number!: string;

  /** @example 'Chloé Martin' */
  name!: string;

  /** @example 'chloe.martin@univ.example' */
  email!: string;

  createdAt!: Date;
}

/** A student with the enrolments that the caller may see, the latest year first. */
export class StudentDto extends PersonDto {
  /** @example '22104711' */
  number!: string;

  enrolments!: EnrolmentDto[];
}

/** A cursor step or page of enrolled students. */
export class StudentsDto extends ListOf(EnrolledStudentDto) {}
