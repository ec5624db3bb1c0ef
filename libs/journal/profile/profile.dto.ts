import { IsIn, IsOptional } from 'class-validator';
import { IsIntBetween, IsOptionalOrNull, IsTimeZone, Length } from '#platform/http';

const weekStarts = ['monday', 'sunday'] as const;
export type WeekStart = (typeof weekStarts)[number];

/** How somebody wants their journal; what is left out is as for who chose nothing. */
export class JournalProfileContentDto {
  /**
   * How the person wants to be called, 1 to 50 characters, stored encrypted.
   * @example 'Sam'
   */
  @IsOptional()
  @Length(1, 50)
  nickname?: string;

  /**
   * A time zone of the IANA database; null, or left out, for that of the tenant.
   * @example 'Europe/Paris'
   */
  @IsOptionalOrNull()
  @IsTimeZone()
  timeZone?: string | null;

  /** The first day of the week; `monday` by default. */
  @IsOptional()
  @IsIn(weekStarts)
  weekStart?: WeekStart;

  /**
   * How many changes a device sends at once, 1 to 100; 5 by default.
   * @example 5
   */
  @IsOptional()
  @IsIntBetween(1, 100)
  syncBatchSize?: number;
}

/** How somebody wants their journal. */
export class JournalProfileDto {
  /** @example 'Sam' */
  nickname!: string;

  /**
   * Null for the time zone of the tenant.
   * @example 'Europe/Paris'
   */
  timeZone!: string | null;

  /** @example 'monday' */
  weekStart!: WeekStart;

  /** @example 5 */
  syncBatchSize!: number;

  /**
   * 0 until something is chosen, then one more with each change.
   * @example 1
   */
  version!: number;
}
