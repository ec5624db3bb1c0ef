import { IsOptional, IsString } from 'class-validator';
import { Length } from '#platform/http';
import { longestName } from '../batches/event-rules.js';
import { AnswerDto, DaysDto } from '../questions/questions.dto.js';

/** Retention over at most 13 weeks: from a Monday to a Sunday. */
export class AskRetentionDto extends DaysDto {
  /**
   * Only events of this name.
   * @example 'app.opened'
   */
  @IsOptional()
  @IsString()
  @Length(1, longestName)
  name?: string;
}

/** The subjects whose first events of the period are in one week. */
export class CohortDto {
  /**
   * The Monday.
   * @example '2026-01-05'
   */
  week!: string;

  /** @example 340 */
  subjects!: number;

  /**
   * How many of them have events in each later week of the period, in order.
   * @example [120]
   */
  returned!: number[];
}

/** How many subjects came back, by the week of their first event. */
export class WeeklyRetentionDto extends AnswerDto {
  cohorts!: CohortDto[];
}
