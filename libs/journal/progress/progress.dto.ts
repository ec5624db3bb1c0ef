import { ApiProperty, PickType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsDay } from '#platform/http';
import { AddictionDto } from '../addictions/addictions.dto.js';

export const trendUnits = ['day', 'week', 'month'] as const;
export type TrendUnit = (typeof trendUnits)[number];

/** The period of which trends and calendar are drawn: at most 366 days, since 1900. */
export class ProgressQueryDto {
  /**
   * The first day; by default 29 days before the last.
   * @example '2026-01-01'
   */
  @IsOptional()
  @IsDay()
  from?: string;

  /**
   * The last day, which counts too; today by default, in the time zone of the profile or else of the tenant.
   * @example '2026-01-31'
   */
  @IsOptional()
  @IsDay()
  to?: string;

  /** Of what scores are averaged; `day` by default. Weeks begin as the profile says. */
  @IsOptional()
  @IsIn(trendUnits)
  unit?: TrendUnit;
}

/** The averages of a day, a week or a month; null where nothing was noted. */
export class TrendDto {
  /**
   * Its first day.
   * @example '2026-01-12'
   */
  start!: string;

  /** @example 5 */
  entries!: number;

  /** @example 6.4 */
  mood!: number | null;

  /** @example 3.2 */
  anxiety!: number | null;

  /** @example 2.25 */
  craving!: number | null;

  /** @example 5.5 */
  energy!: number | null;

  /** @example 7.1 */
  sleep!: number | null;
}

/** A day with an entry or a relapse. */
export class CalendarDayDto {
  /** @example '2026-01-15' */
  day!: string;

  /** @example 1 */
  entries!: number;

  /** @example 0 */
  relapses!: number;
}

/** The journal as a whole, as far back as entries are kept. */
export class JournalTotalsDto {
  /** @example 120 */
  entries!: number;

  /**
   * With an entry.
   * @example 98
   */
  days!: number;

  /**
   * Days in a row with an entry, up to today or yesterday.
   * @example 12
   */
  currentStreak!: number;

  /** @example 41 */
  longestStreak!: number;

  /**
   * The numbers of entries that were reached.
   * @example [1, 10, 50, 100]
   */
  milestones!: number[];

  /** @example 250 */
  nextMilestone!: number | null;
}

/** How the recovery from one addiction goes. A relapse ends a streak, and leaves those before it as they were. */
export class RecoveryDto extends PickType(AddictionDto, ['kind', 'start', 'goalDays', 'currency']) {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  addictionId!: string;

  /**
   * Days without it up to today, with today.
   * @example 12
   */
  currentStreak!: number;

  /** @example 61 */
  longestStreak!: number;

  /**
   * Days without it since the start.
   * @example 140
   */
  days!: number;

  /**
   * Days with a relapse.
   * @example 2
   */
  relapses!: number;

  /**
   * The share of the goal that the current streak is, 0 to 1 in hundredths, rounded down; null without a goal.
   * @example 0.13
   */
  goal!: number | null;

  /**
   * What was not spent, in the smallest unit of the currency.
   * @example 119000
   */
  savedMinor!: number | null;

  /** @example 16800 */
  savedMinutes!: number | null;

  /**
   * The days in a row that were reached.
   * @example [1, 3, 7, 14, 30, 60]
   */
  milestones!: number[];

  /** @example 90 */
  nextMilestone!: number | null;
}

/** What a journal shows of a period and as a whole. */
export class ProgressDto {
  /**
   * In the time zone of the tenant.
   * @example '2026-01-31'
   */
  today!: string;

  /** @example '2026-01-01' */
  from!: string;

  /** @example '2026-01-31' */
  to!: string;

  @ApiProperty({ enum: trendUnits })
  unit!: TrendUnit;

  /** Of the units of the period that have an entry, the first one first. */
  trends!: TrendDto[];

  /** The days of the period with an entry or a relapse, the first one first. */
  calendar!: CalendarDayDto[];

  totals!: JournalTotalsDto;

  /** Of each addiction, by its start. */
  recoveries!: RecoveryDto[];
}
