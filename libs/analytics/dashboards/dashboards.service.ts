import { Injectable } from '@nestjs/common';
import { type Locale, Problem } from '#platform/problems';
import { BreakdownService } from '../breakdown/breakdown.service.js';
import { Questions } from '../questions/questions.js';
import { SeriesService } from '../series/series.service.js';
import { UniquesService } from '../uniques/uniques.service.js';
import type { DashboardAnswerDto, QuestionDto } from './dashboards.dto.js';

const none = { series: null, breakdown: null, uniques: null, problem: null };

/** Answers the questions of a dashboard, each by itself. */
@Injectable()
export class DashboardsService {
  constructor(
    private readonly questions: Questions,
    private readonly series: SeriesService,
    private readonly breakdown: BreakdownService,
    private readonly uniques: UniquesService,
  ) {}

  /**
   * One after the other, so that a dashboard takes no more places among the questions that wait than one of them.
   *
   * @throws what is no Problem; a Problem is the answer to its question
   */
  answer(tenantId: string, questions: readonly QuestionDto[], locale: Locale): Promise<DashboardAnswerDto[]> {
    return this.questions.together(async () => {
      const answers: DashboardAnswerDto[] = [];
      for (const question of questions) answers.push(await this.one(tenantId, question, locale));
      return answers;
    });
  }

  private async one(tenantId: string, question: QuestionDto, locale: Locale): Promise<DashboardAnswerDto> {
    try {
      return { status: 200, ...none, ...(await this.answerOf(tenantId, question)) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, status, detail } = error;
      return { status, ...none, problem: { code, detail: detail[locale] } };
    }
  }

  private async answerOf(tenantId: string, { kind, ...question }: QuestionDto): Promise<Partial<DashboardAnswerDto>> {
    if (kind === 'series') return { series: await this.series.answer(tenantId, question) };
    if (kind === 'uniques') return { uniques: await this.uniques.answer(tenantId, question) };
    return { breakdown: await this.breakdown.answer(tenantId, question) };
  }
}
