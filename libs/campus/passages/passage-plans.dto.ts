import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { IsId, ListOf, ListQueryDto } from '#platform/http';
import { type Level, levels } from '../scopes/scope.js';
import { type PassageProblem, passageProblems } from './passage-lines.dto.js';

/** The states of a plan, in their order. */
export const planStates = ['planning', 'planned', 'applying', 'applied', 'undoing', 'undone'] as const;
export type PlanState = (typeof planStates)[number];

/** A plan to make. */
export class NewPassagePlanDto {
  /**
   * The year that ends, which is open or closed.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @IsId()
  fromYearId!: string;

  /**
   * The next year, which is prepared.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @IsId()
  toYearId!: string;

  /**
   * The university, the UFR or the programme whose students it is about; null for all students of the tenant.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @ValidateIf((_plan, value) => value !== null)
  @IsId()
  placeId!: string | null;
}

/** How many students pass to a place. */
export class PassageDestinationDto {
  /**
   * Null where the cycle ends or the student leaves.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63'
   */
  programmeId!: string | null;

  @ApiProperty({ enum: levels, nullable: true })
  level!: Level | null;

  /** @example 120 */
  students!: number;

  /**
   * Those of them who repeat.
   * @example 14
   */
  repeating!: number;
}

/** How many lines have a problem. */
export class PassageProblemCountDto {
  /** @example 'undecided' */
  @IsIn(passageProblems)
  problem!: PassageProblem;

  /** @example 3 */
  students!: number;
}

/** The lines of a plan, counted. */
export class PassageCountsDto {
  /** @example 98000 */
  lines!: number;

  /** @example 97000 */
  applied!: number;

  /** @example 0 */
  undone!: number;

  /**
   * Lines with a destination that was chosen by hand.
   * @example 12
   */
  exceptions!: number;

  problems!: PassageProblemCountDto[];

  /** Of the lines without a problem. */
  destinations!: PassageDestinationDto[];
}

/** A plan of passages from one year into the next; kept for two years. */
export class PassagePlanDto {
  /**
   * That of the operation which made it.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  id!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  fromYearId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  toYearId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62' */
  universityId!: string | null;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63' */
  ufrId!: string | null;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e64' */
  programmeId!: string | null;

  /** @example 'planned' */
  @IsIn(planStates)
  state!: PlanState;

  /**
   * Of the operation that makes, applies or undoes it, or did so last.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  operationId!: string;

  createdAt!: Date;

  updatedAt!: Date;
}

/** A plan, with its lines counted. */
export class CountedPassagePlanDto extends PassagePlanDto {
  counts!: PassageCountsDto;
}

/** Selects plans. */
export class PassagePlansQueryDto extends ListQueryDto {
  /** Only those from the year with this id. */
  @IsOptional()
  @IsUUID()
  year?: string;

  /** Only those in this state. */
  @IsOptional()
  @IsIn(planStates)
  state?: PlanState;

  /** Only those that are neither applied nor undone (`true`). */
  @IsOptional()
  @IsIn(['true'])
  unfinished?: 'true';
}

/** A cursor step or page of plans. */
export class PassagePlansDto extends ListOf(PassagePlanDto) {}
