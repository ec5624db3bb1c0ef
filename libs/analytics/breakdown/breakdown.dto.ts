import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { Length, QueryInteger, ruleText } from '#platform/http';
import { AnswerDto, PeriodQueryDto } from '../questions/questions.dto.js';

/** By what events are told apart. */
const dimensionForm = /^(name|client|country|properties\.[\s\S]{1,100})$/u;
const dimensionWords = ruleText(
  'unknown_dimension',
  'Give name, client, country, or properties. and the name of a property.',
  'Donnez name, client, country, ou properties. suivi du nom d’une propriété.',
);

/** Asks how the events of a period are spread. */
export class BreakdownQueryDto extends PeriodQueryDto {
  /**
   * `name`, `client`, `country`, or a property that is counted, as in `properties.plan`; `name` by default.
   * @example 'client'
   */
  @IsOptional()
  @Length(1, 111)
  @Matches(dimensionForm, { context: dimensionWords })
  by?: string;

  /**
   * Of events of this name; of all by default. Values of a property are of one name.
   * @example 'app.installed'
   */
  @IsOptional()
  @Length(1, 100)
  name?: string;

  /**
   * The most frequent, 1 to 200; 20 by default.
   * @example 20
   */
  @IsOptional()
  @QueryInteger()
  // The rule of both bounds is not seen within questions of a list.
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** The events with a value. */
export class BreakdownValueDto {
  /**
   * Empty where the event has none; `(other)` for what came when a day had 200 values of the property already.
   * @example 'browser'
   */
  value!: string;

  /** @example 1830 */
  events!: number;
}

/** How the events of a period are spread. */
export class BreakdownDto extends AnswerDto {
  /** The most frequent first. */
  data!: BreakdownValueDto[];

  /**
   * All events of the period. Those that came before a property was declared have no value of it.
   * @example 56210
   */
  total!: number;
}
