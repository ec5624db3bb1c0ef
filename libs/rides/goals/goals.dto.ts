import { IsIn, IsInt, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { IsDay, ListOf, ListQueryDto } from '#platform/http';
import { type RideKind, rideKinds } from '../rides/rides.dto.js';
import { type Unit, units } from '../statistics/periods.js';

export const measures = ['distance', 'movingTime', 'climb', 'rides'] as const;
/** What a goal counts: metres, seconds, metres up, or rides. */
export type Measure = (typeof measures)[number];
/** A target, at most: metres, seconds or rides. */
const HIGHEST_TARGET = 1_000_000_000;
const given = (_dto: unknown, value: unknown) => value !== undefined && value !== null;

/** Selects goals. */
export class GoalsQueryDto extends ListQueryDto {}

/** Which rides a goal counts, and how long. */
class GoalScopeDto {
  /** Only rides of this kind; null for all. */
  @ValidateIf(given)
  @IsIn(rideKinds)
  kind?: RideKind | null;

  /**
   * The last day of the goal, today or later in the rider’s time zone; null for none.
   * @example '2030-12-31'
   */
  @ValidateIf(given)
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
  @IsInt()
  @Min(1)
  @Max(HIGHEST_TARGET)
  target!: number;
}

/** Changes of a goal; what is left out stays. */
export class GoalChangesDto extends GoalScopeDto {
  @IsOptional()
  @IsIn(measures)
  measure?: Measure;

  @IsOptional()
  @IsIn(units)
  by?: Unit;

  /**
   * Metres, seconds, metres up or rides, 1 to 1,000,000,000.
   * @example 200000
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(HIGHEST_TARGET)
  target?: number;
}

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
export class GoalDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

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

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}

/** A cursor step or page of goals. */
export class GoalsDto extends ListOf(GoalDto) {}
