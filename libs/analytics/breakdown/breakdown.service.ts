import { Injectable } from '@nestjs/common';
import { analyticsProblems } from '../analytics.errors.js';
import type { Period } from '../questions/period.js';
import { Questions } from '../questions/questions.js';
import type { BreakdownDto, BreakdownQueryDto, BreakdownValueDto } from './breakdown.dto.js';
import { topNames, topValues, totalOfName } from './breakdown.sql.js';

const MOST_DAYS = 400;

/** Answers how the events of a period are spread. */
@Injectable()
export class BreakdownService {
  constructor(private readonly questions: Questions) {}

  /**
   * @throws Problem `period_backwards` (400), `question_too_large`, `name_required`, `property_not_counted` (422),
   *   `questions_busy` (503)
   */
  async answer(
    tenantId: string,
    { by = 'name', name = '', limit = 20, ...query }: BreakdownQueryDto,
  ): Promise<BreakdownDto> {
    const period = this.questions.period(tenantId, query, MOST_DAYS);
    const isProperty = by.startsWith('properties.');
    if (isProperty && name === '') throw analyticsProblems.name_required();
    return this.questions.qualify(tenantId, period, async () => {
      const [data, [total]] = await Promise.all([
        this.top(tenantId, period, by, limit, name),
        this.questions.read(tenantId, totalOfName, name, period.from, period.to, by),
      ]);
      // A property that is no more counted still has its counts.
      if (isProperty && data.length === 0 && !total?.counted) {
        throw analyticsProblems.property_not_counted({ name: encodeURIComponent(name) });
      }
      return { data, total: total?.events ?? 0 };
    });
  }

  /** The most frequent values, of events of a name or of all. */
  async top(
    tenantId: string,
    { from, to }: Period,
    by: string,
    limit: number,
    name = '',
  ): Promise<BreakdownValueDto[]> {
    if (by !== 'name') return this.questions.read(tenantId, topValues, by, name, from, to, limit);
    if (name === '') return this.questions.read(tenantId, topNames, from, to, limit);
    // Without a property, the events of a name are counted under an empty value.
    const [named] = await this.questions.read(tenantId, topValues, '', name, from, to, 1);
    return named ? [{ value: name, events: named.events }] : [];
  }
}
