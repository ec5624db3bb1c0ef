import { Injectable } from '@nestjs/common';
import { analyticsProblems } from '../analytics.errors.js';
import { Questions } from '../questions/questions.js';
import type { BreakdownDto, BreakdownQueryDto } from './breakdown.dto.js';
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
    const days = [period.from, period.to] as const;
    const isProperty = by.startsWith('properties.');
    if (isProperty && name === '') throw analyticsProblems.name_required();
    return this.questions.qualify(tenantId, period, async () => {
      const [data, [total]] = await Promise.all([
        by === 'name' && name === ''
          ? this.questions.read(tenantId, topNames, ...days, limit)
          : this.questions.read(tenantId, topValues, by === 'name' ? '' : by, name, ...days, limit),
        this.questions.read(tenantId, totalOfName, name, ...days, by),
      ]);
      // A property that is no more counted still has its counts.
      if (isProperty && data.length === 0 && !total?.counted) {
        throw analyticsProblems.property_not_counted({ name: encodeURIComponent(name) });
      }
      // Without a property, the events of a name are counted under an empty value.
      const named = by === 'name' && name !== '' ? data.map(({ events }) => ({ value: name, events })) : data;
      return { data: named, total: total?.events ?? 0 };
    });
  }
}
