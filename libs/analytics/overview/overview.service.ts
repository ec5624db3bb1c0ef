import { Injectable } from '@nestjs/common';
import { BreakdownService } from '../breakdown/breakdown.service.js';
import type { PeriodQueryDto } from '../questions/questions.dto.js';
import { SeriesService } from '../series/series.service.js';
import type { OverviewDto } from './overview.dto.js';

const MOST_NAMES = 5;

/** Answers the questions of a dashboard that every tenant has. */
@Injectable()
export class OverviewService {
  constructor(
    private readonly series: SeriesService,
    private readonly breakdown: BreakdownService,
  ) {}

  /** @throws Problem `period_backwards` (400), `question_too_large` (422), `questions_busy` (503) */
  async read(tenantId: string, period: PeriodQueryDto): Promise<OverviewDto> {
    const top = (by: string, limit?: number) => this.breakdown.answer(tenantId, { ...period, by, limit });
    // The series begins first, so that nothing is older than it says of itself.
    const [{ data: days, ...answer }, names, clients, countries] = await Promise.all([
      this.series.answer(tenantId, period),
      top('name', MOST_NAMES),
      top('client'),
      top('country'),
    ]);
    return { ...answer, days, names: names.data, clients: clients.data, countries: countries.data };
  }
}
