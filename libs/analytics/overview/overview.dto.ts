import { BreakdownValueDto } from '../breakdown/breakdown.dto.js';
import { AnswerDto } from '../questions/questions.dto.js';
import { SeriesPointDto, SeriesTotalsDto } from '../series/series.dto.js';

/** What a dashboard shows of a period. */
export class OverviewDto extends AnswerDto {
  totals!: SeriesTotalsDto;

  /** Each day of the period, the first one first. */
  days!: SeriesPointDto[];

  /** The five most frequent names, the most frequent first. */
  names!: BreakdownValueDto[];

  /** Kinds of client; what the product itself counts has none. */
  clients!: BreakdownValueDto[];

  /** The 20 most frequent countries; what the product itself counts has none. */
  countries!: BreakdownValueDto[];
}
