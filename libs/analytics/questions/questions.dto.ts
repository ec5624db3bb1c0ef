import { IsOptional } from 'class-validator';
import { IsDay } from '#platform/http';

/** Selects days of the tenant's time zone. */
export class PeriodQueryDto {
  /**
   * The first day; by default 29 days before the last.
   * @example '2026-01-01'
   */
  @IsOptional()
  @IsDay()
  from?: string;

  /**
   * The last day, which counts too; today by default.
   * @example '2026-01-31'
   */
  @IsOptional()
  @IsDay()
  to?: string;
}

/** Selects days of the tenant's time zone, for what takes long. */
export class DaysDto {
  /**
   * The first day.
   * @example '2026-01-05'
   */
  @IsDay()
  from!: string;

  /**
   * The last day, which counts too.
   * @example '2026-01-18'
   */
  @IsDay()
  to!: string;
}

/** What an answer says of itself. */
export class AnswerDto {
  /**
   * In which days begin.
   * @example 'Europe/Paris'
   */
  timeZone!: string;

  /**
   * Events that were acknowledged before are counted.
   * @example '2026-01-15T09:30:00.123Z'
   */
  freshTo!: string;

  /**
   * `exact`; `estimated`, within `margin`; or `sampled`, where the server was overloaded in the period and took only a `share`
   * of its events.
   */
  exactness!: 'exact' | 'estimated' | 'sampled';

  /**
   * By how much an estimate may be too high or too low, in 95 of 100 cases.
   * @example 1200
   */
  margin?: number;

  /**
   * Of the events that were sent, those that were stored: above 0 and below 1.
   * @example 0.1
   */
  share?: number;
}
