import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, ValidateNested } from 'class-validator';
import { IsArrayBetween, ItemProblemDto } from '#platform/http';
import { BreakdownDto, BreakdownQueryDto } from '../breakdown/breakdown.dto.js';
import { SeriesDto, SeriesQueryDto } from '../series/series.dto.js';
import { UniquesDto } from '../uniques/uniques.dto.js';

const questionKinds = ['series', 'breakdown', 'uniques'] as const;

/** One question of a dashboard, with what the route of its kind takes; what is of other kinds changes nothing. */
export class QuestionDto extends IntersectionType(SeriesQueryDto, BreakdownQueryDto) {
  /** As the route of that name. */
  @IsIn(questionKinds)
  kind!: (typeof questionKinds)[number];
}

/** The questions of a dashboard. */
export class DashboardQuestionsDto {
  /**
   * 1 to 12.
   * @example [{ "kind": "series", "name": "app.installed", "unit": "day" }, { "kind": "breakdown", "by": "client" }]
   */
  @IsArrayBetween(1, 12)
  @ValidateNested({ each: true })
  @Type(() => QuestionDto)
  questions!: QuestionDto[];
}

/** What became of one question. */
export class DashboardAnswerDto {
  /**
   * As the status of a request for this question alone.
   * @example 200
   */
  status!: number;

  /** The answer to a question of this kind; null for other kinds, and where there is a problem. */
  series!: SeriesDto | null;

  /** As `series`. */
  breakdown!: BreakdownDto | null;

  /** As `series`. */
  uniques!: UniquesDto | null;

  /** Why there is no answer; null where there is one. */
  problem!: ItemProblemDto | null;
}

/** The answers, in the order of the questions. */
export class DashboardAnswersDto {
  data!: DashboardAnswerDto[];
}
