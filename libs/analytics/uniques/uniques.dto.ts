import { IsOptional } from 'class-validator';
import { Length } from '#platform/http';
import { AnswerDto, PeriodQueryDto } from '../questions/questions.dto.js';

/** Asks how many there are behind the events of a period. */
export class UniquesQueryDto extends PeriodQueryDto {
  /**
   * Who had events of this name; of any by default.
   * @example 'app.installed'
   */
  @IsOptional()
  @Length(1, 100)
  name?: string;
}

/** How many different subjects had events in a period. */
export class UniquesDto extends AnswerDto {
  /**
   * Exact where the subjects of all days together are up to 500,000.
   * @example 1830
   */
  subjects!: number;
}
