import { IsOptional } from 'class-validator';
import { IsArrayBetween, IsIntBetween, Length } from '#platform/http';
import { longestName } from '../batches/event-rules.js';
import { AnswerDto, DaysDto } from '../questions/questions.dto.js';
import { mostSteps } from './funnels.sql.js';

/** Seconds from the first step to the last: 31 days. */
export const longestFunnel = 31 * 86_400;

/** A funnel over at most 31 days. */
export class AskFunnelDto extends DaysDto {
  /**
   * The names of its events, in order. A name may come again.
   * @example ['app.viewed', 'app.installed']
   */
  @IsArrayBetween(2, mostSteps)
  @Length(1, longestName, { each: true })
  steps!: string[];

  /**
   * Seconds from the first step to the last, at most; 31 days by default, and so the whole period.
   * @example 86400
   */
  @IsOptional()
  @IsIntBetween(60, longestFunnel)
  within?: number;
}

/** A step of a funnel. */
export class FunnelStepDto {
  /** @example 'app.viewed' */
  name!: string;

  /**
   * Subjects that made it and all before it.
   * @example 1200
   */
  subjects!: number;
}

/** How many subjects made the steps of a funnel. */
export class FunnelDto extends AnswerDto {
  steps!: FunnelStepDto[];
}
