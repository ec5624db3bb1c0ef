import { IsOptional, Matches } from 'class-validator';
import { ruleText } from '#platform/http';

const day = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const invalidDay = ruleText('invalid_day', 'Give a day as in 2026-11-21.', 'Donnez un jour sous la forme 2026-11-21.');

/** Selects days of UTC, at most 366. */
export class ActivityQueryDto {
  /**
   * The first day; by default 29 days before the last.
   * @example '2026-01-01'
   */
  @IsOptional()
  @Matches(day, { context: invalidDay })
  from?: string;

  /**
   * The last day, which counts too; today by default.
   * @example '2026-01-31'
   */
  @IsOptional()
  @Matches(day, { context: invalidDay })
  to?: string;
}

/** What was counted in a period. */
export class ActivityTotalsDto {
  /**
   * How often the app’s public page was read.
   * @example 120400
   */
  views!: number;

  /**
   * How many links to the app were used; each counts once.
   * @example 1830
   */
  downloads!: number;
}

/** What was counted on a day. */
export class ActivityDayDto extends ActivityTotalsDto {
  /**
   * Of UTC.
   * @example '2026-01-31'
   */
  day!: string;
}

/** How often an app was viewed and downloaded. */
export class ActivityDto {
  /** @example '2026-01-01' */
  from!: string;

  /** @example '2026-01-31' */
  to!: string;

  /** Each day of the period, the first one first. */
  data!: ActivityDayDto[];

  /** Of all these days. */
  totals!: ActivityTotalsDto;
}
