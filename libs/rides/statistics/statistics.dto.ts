import { IsIn, IsOptional } from 'class-validator';
import { IsDay, IsIntBetween, QueryInteger } from '#platform/http';
import { type RideKind, RideTotalsDto, rideKinds } from '../rides/rides.dto.js';
import { type Unit, units } from './periods.js';

/** Selects rides by their kind. */
export class RecordsQueryDto {
  /** Only rides of this kind. */
  @IsOptional()
  @IsIn(rideKinds)
  kind?: RideKind;
}

/** Selects periods. */
export class StatisticsQueryDto extends RecordsQueryDto {
  /** By week, month or year; `month` by default. Weeks begin on the day that the profile says. */
  @IsOptional()
  @IsIn(units)
  by?: Unit;

  /** How many, 1 to 120; 12 by default. */
  @IsOptional()
  @QueryInteger()
  @IsIntBetween(1, 120)
  periods?: number;

  /**
   * The last of them holds this day, by default the present one in the rider's time zone.
   * @example '2026-05-31'
   */
  @IsOptional()
  @IsDay()
  to?: string;
}

/** What the rides of a week, month or year come to. */
export class RidePeriodDto extends RideTotalsDto {
  /**
   * Its first day.
   * @example '2026-05-01'
   */
  begins!: string;

  /**
   * The first day after it.
   * @example '2026-06-01'
   */
  ends!: string;
}

/** Rides by week, month or year. */
export class StatisticsDto {
  /** Each period, also without a ride, the first one first. */
  periods!: RidePeriodDto[];

  /** All of them together. */
  totals!: RideTotalsDto;

  /** As many periods before them together, to compare. */
  former!: RideTotalsDto;
}

export const recordNames = [
  ...['distance', 'movingTime', 'climb', 'power1', 'power5', 'power20', 'power60', 'time1', 'time10', 'time40'],
] as const;

/** The best ride of one kind of figure. */
export class RecordDto {
  /**
   * The longest distance and moving time, the highest climb, the best power of so many minutes, the shortest time of so many
   * kilometres.
   * @example 'power20'
   */
  @IsIn(recordNames)
  record!: (typeof recordNames)[number];

  /**
   * Metres, seconds or watts.
   * @example 261.4
   */
  value!: number;

  /**
   * The first ride that reached it.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  rideId!: string;

  /** @example '2026-05-01' */
  day!: string;
}

/** Days with a ride, one after the other. */
export class DaysInARowDto {
  /**
   * Up to today or yesterday.
   * @example 3
   */
  current!: number;

  /**
   * The most there were.
   * @example 21
   */
  longest!: number;

  /**
   * The last day of those; null without a ride.
   * @example '2026-04-12'
   */
  longestUntil!: string | null;
}

/** What a rider did best. */
export class RecordsDto {
  /** One for each figure that a ride has. */
  records!: RecordDto[];

  daysInARow!: DaysInARowDto;
}
