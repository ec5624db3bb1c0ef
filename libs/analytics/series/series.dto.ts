import { IsIn, IsOptional } from 'class-validator';
import { Length } from '#platform/http';
import { AnswerDto, PeriodQueryDto } from '../questions/questions.dto.js';

const seriesUnits = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type SeriesUnit = (typeof seriesUnits)[number];

/** Asks how often something happened, unit by unit. */
export class SeriesQueryDto extends PeriodQueryDto {
  /**
   * Of events of this name; of all by default.
   * @example 'app.installed'
   */
  @IsOptional()
  @Length(1, 100)
  name?: string;

  /**
   * `day` by default: up to 1,100 days by `day`, `week` (from Monday on) and `month`, 31 by `hour`; `minute` is of the last hour
   * and takes no period.
   */
  @IsOptional()
  @IsIn(seriesUnits)
  unit?: SeriesUnit;
}

/** The events of a unit. */
export class SeriesPointDto {
  /**
   * When it begins: a day, or a moment for hours and minutes. The first week and month begin with the period.
   * @example '2026-01-15'
   */
  start!: string;

  /** @example 1830 */
  events!: number;

  /**
   * As long before as the period is.
   * @example 1760
   */
  before!: number;
}

/** The events of a period, and of the one before. */
export class SeriesTotalsDto {
  /** @example 56210 */
  events!: number;

  /** @example 51020 */
  before!: number;
}

/** How often something happened, unit by unit. */
export class SeriesDto extends AnswerDto {
  /** Each unit of the period, the first one first. */
  data!: SeriesPointDto[];

  totals!: SeriesTotalsDto;
}
