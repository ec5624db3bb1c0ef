import { IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsDay, IsIntBetween, IsOptionalOrNull, ListOf, VersionedDto } from '#platform/http';
import { type RideKind, rideKinds } from '../rides/rides.dto.js';
import { type Unit, units } from '../statistics/periods.js';

export const measures = ['distance', 'movingTime', 'climb', 'rides'] as const;
/** What a goal counts: metres, seconds, metres up, or rides. */
export type Measure = (typeof measures)[number];

/** Which rides a goal counts, and how long. */
class GoalScopeDto {
  /** Only rides of this kind; null for all. */
  @IsOptionalOrNull()
  @IsIn(rideKinds)
  kind?: RideKind | null;

  /**
   * The last day of the goal, today or later in the rider’s time zone; null for none.
   * @example '2030-12-31'
   */
  @IsOptionalOrNull()
  @IsDay()
  lastDay?: string | null;
}

/** A goal to set. */
export class NewGoalDto extends GoalScopeDto {
  /**
   * Distance, moving time, climb, or the number of rides.
   * @example 'distance'
   */
  @IsIn(measures)
  measure!: Measure;

  /**
   * To reach in each week, month or year. Weeks begin on the day that the profile says.
   * @example 'week'
   */
  @IsIn(units)
  by!: Unit;

  /**
   * Metres, seconds, metres up or rides, 1 to 1,000,000,000.
   * @example 200000
   */
  @IsIntBetween(1, 1_000_000_000)
  target!: number;
}

/** Changes of a goal; what is left out stays. */
export class GoalChangesDto extends IntersectionType(
  GoalScopeDto,
  PartialType(PickType(NewGoalDto, ['measure', 'by', 'target'])),
) {}

/** How far a goal is in the week, month or year of today. */
export class GoalProgressDto {
  /**
   * The first day of that.
   * @example '2026-05-01'
   */
  begins!: string;

  /**
   * The first day after it, or after the last day of the goal.
   * @example '2026-06-01'
   */
  ends!: string;

  /**
   * In the unit of the target.
   * @example 84200
   */
  done!: number;

  /**
   * What a steady pace would have done by the beginning of today.
   * @example 64516.1
   */
  pace!: number;
}

/** A goal, with its progress. */
export class GoalDto extends VersionedDto {
  measure!: Measure;

  by!: Unit;

  /**
   * Metres, seconds, metres up or rides.
   * @example 200000
   */
  target!: number;

  kind!: RideKind | null;

  /** @example '2030-12-31' */
  lastDay!: string | null;

  /** Null once the last day is over. */
  progress!: GoalProgressDto | null;
}

/** A cursor step or page of goals. */
export class GoalsDto extends ListOf(GoalDto) {}
