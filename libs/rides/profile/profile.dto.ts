import { IsIn, IsOptional } from 'class-validator';
import { IsArrayBetween, IsIntBetween, IsOptionalOrNull, IsTimeZone } from '#platform/http';

const units = ['metric', 'imperial'] as const;
const weekStarts = ['monday', 'sunday'] as const;

/** How a rider wants their rides shown; what is left out is as for who chose nothing. */
export class RiderProfileContentDto {
  /**
   * A time zone of the IANA database, in which rides that are uploaded from now on have their day; null, or left out, for that of
   * the tenant.
   * @example 'Europe/Paris'
   */
  @IsOptionalOrNull()
  @IsTimeZone()
  timeZone?: string | null;

  /** What clients show; answers are in metres and kilograms always. `metric` by default. */
  @IsOptional()
  @IsIn(units)
  units?: (typeof units)[number];

  /** The first day of the week; `monday` by default. */
  @IsOptional()
  @IsIn(weekStarts)
  weekStart?: (typeof weekStarts)[number];

  /**
   * Where the second and each further zone of the heart rate begins, in beats a minute, 40 to 230, rising; at most nine.
   * @example [115, 135, 150, 165]
   */
  @IsOptional()
  @IsArrayBetween(0, 9)
  @IsIntBetween(40, 230, { each: true })
  heartRateZones?: number[];

  /**
   * Where the second and each further zone of the power begins, in watts, 20 to 2,000, rising; at most nine.
   * @example [140, 190, 230, 270, 310]
   */
  @IsOptional()
  @IsArrayBetween(0, 9)
  @IsIntBetween(20, 2000, { each: true })
  powerZones?: number[];
}

/** How a rider wants their rides shown. */
export class RiderProfileDto {
  /**
   * Null for the time zone of the tenant.
   * @example 'Europe/Paris'
   */
  timeZone!: string | null;

  /** @example 'metric' */
  units!: (typeof units)[number];

  /** @example 'monday' */
  weekStart!: (typeof weekStarts)[number];

  /** @example [115, 135, 150, 165] */
  heartRateZones!: number[];

  /** @example [140, 190, 230, 270, 310] */
  powerZones!: number[];

  /**
   * 0 until something is chosen, then one more with each change.
   * @example 1
   */
  version!: number;
}
