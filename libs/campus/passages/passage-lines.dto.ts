import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { IsNested, Length, ListOf, ListQueryDto } from '#platform/http';
import { type Level, levels } from '../scopes/scope.js';
import { type Decision, passageDecisions } from './passage-decisions.dto.js';
import { PassagePlaceDto } from './passage-rules.dto.js';

/** Why a line is not applied, or not undone. */
export const passageProblems = ['undecided', 'no_rule', 'archived', 'not_offered', 'enrolled', 'changed'] as const;
export type PassageProblem = (typeof passageProblems)[number];

export const lineSorts = ['number', 'name'] as const;
export type LineSort = (typeof lineSorts)[number];

/** Selects and sorts the lines of a plan. */
export class PassageLinesQueryDto extends ListQueryDto {
  /** Only those whose destination is the programme with this id. */
  @IsOptional()
  @IsUUID()
  programme?: string;

  /** Only those whose destination is of this level. */
  @IsOptional()
  @IsIn(levels)
  level?: Level;

  /** Only those with this problem. */
  @IsOptional()
  @IsIn(passageProblems)
  problem?: PassageProblem;

  /** Only those whose destination was chosen by hand (`true`). */
  @IsOptional()
  @IsIn(['true'])
  exception?: 'true';

  /** `number` by default. */
  @IsOptional()
  @IsIn(lineSorts)
  sort?: LineSort;
}

/** A destination that is chosen by hand. */
export class PassageExceptionDto {
  /**
   * Null where the student leaves or the cycle ends. For staff in one of their places.
   * @example { "programmeId": "018f0000-0000-7000-8000-000000000009", "level": "L2" }
   */
  @ValidateIf((_line, value) => value !== null)
  @IsNested(() => PassagePlaceDto)
  destination!: PassagePlaceDto | null;

  /**
   * Why, in 1 to 500 characters.
   * @example 'The jury admits her to the second level.'
   */
  @Length(1, 500)
  reason!: string;
}

/** A student in a plan. */
export class PassageLineDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e64' */
  studentId!: string;

  /**
   * As it was when the plan was made.
   * @example '22104711'
   */
  number!: string;

  /** @example 'Chloé Martin' */
  name!: string;

  /** Where the student is enrolled now in the year that ends; null where that is no longer at the place of the plan. */
  from!: PassagePlaceDto | null;

  /** Null where nothing was decided. */
  @ApiProperty({ enum: passageDecisions, nullable: true })
  decision!: Decision | null;

  /** Null where the cycle ends or the student leaves, and where a problem leaves none. */
  destination!: PassagePlaceDto | null;

  /**
   * Why it is not applied: `undecided`, `no_rule` (none says where who passes goes), `archived` or `not_offered` (the destination),
   * `enrolled` (for the next year already) or `changed` (the student, after the plan was made). `changed` at an applied line:
   * it is not undone, for its enrolment changed afterwards. Null where nothing stands in the way.
   * @example 'undecided'
   */
  @ApiProperty({ enum: passageProblems, nullable: true })
  problem!: PassageProblem | null;

  /**
   * Why the destination was chosen by hand; null where it was not.
   * @example 'The jury admits her to the second level.'
   */
  reason!: string | null;

  /** `planned`, `applied` or `undone`. */
  @ApiProperty({ enum: ['planned', 'applied', 'undone'] })
  state!: 'planned' | 'applied' | 'undone';
}

/** A cursor step or page of lines. */
export class PassageLinesDto extends ListOf(PassageLineDto) {}
