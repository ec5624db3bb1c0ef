import { Injectable } from '@nestjs/common';
import { BreakdownService } from '../breakdown/breakdown.service.js';
import type { PeriodQueryDto } from '../questions/questions.dto.js';
import { Questions } from '../questions/questions.js';
import { SeriesService } from '../series/series.service.js';
import type { OverviewDto } from './overview.dto.js';

const MOST_DAYS = 400;

/** Answers the questions of a dashboard that every tenant has. */
@Injectable()
export class OverviewService {
  constructor(
    private readonly questions: Questions,
    private readonly series: SeriesService,
    private readonly breakdown: BreakdownService,
  ) {}

  /** @throws Problem `period_backwards` (400), `question_too_large` (422), `questions_busy` (503) */
  async answer(tenantId: string, query: PeriodQueryDto): Promise<OverviewDto> {
    const period = this.questions.period(tenantId, query, MOST_DAYS);
    return this.questions.qualify(tenantId, period, async () => {
      const [{ data: days, totals }, names, clients, countries] = await Promise.all([
        this.series.byDay(tenantId, period),
        this.breakdown.top(tenantId, period, 'name', 5),
        this.breakdown.top(tenantId, period, 'client', 20),
        this.breakdown.top(tenantId, period, 'country', 20),
      ]);
      return { totals, days, names, clients, countries };
    });
  }
}
