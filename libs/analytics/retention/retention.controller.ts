import { Body, Controller, Get, Post } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, Id, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { mayRead } from '../analytics.access.js';
import { analyticsProblems } from '../analytics.errors.js';
import { LongQuestions } from '../questions/long-questions.js';
import { Questions } from '../questions/questions.js';
import { partsOf } from '../questions/subject-parts.js';
import { countRetention } from './count-retention.job.js';
import { AskRetentionDto, WeeklyRetentionDto } from './retention.dto.js';

const MOST_DAYS = 13 * 7;

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/retention')
export class RetentionController {
  constructor(
    private readonly long: LongQuestions,
    private readonly questions: Questions,
  ) {}

  /**
   * Count how many subjects came back in later weeks, by the week of their first event in the period: up to 13 whole weeks,
   * each from Monday to Sunday. The result of the operation says where the answer is, for a day. Two may be at work at a time.
   */
  @Post()
  @mayRead()
  @StartsOperation()
  @Idempotent()
  @Answers('period_backwards', 'not_whole_weeks', 'question_too_large', 'operations_at_work', 'degraded')
  countRetention(@Body() { name, ...days }: AskRetentionDto, @Caller() { tenantId }: Caller): Promise<Operation> {
    const period = this.questions.period(tenantId, days, MOST_DAYS);
    const { from, to } = period;
    if (weekday(from) !== 1 || weekday(to) !== 7) throw analyticsProblems.not_whole_weeks();
    const payload = (named: number) => ({ tenantId, period, name, parts: partsOf(named) });
    const names = name === undefined ? undefined : [name];
    return this.long.begin(tenantId, { job: countRetention, payload, period, names });
  }

  /** Read how many subjects came back, for a day, under the id of the operation. */
  @Get(':id')
  @mayRead()
  @Answers('answer_not_found')
  readRetention(
    @Id('id', analyticsProblems.answer_not_found) id: string,
    @Caller() { tenantId }: Caller,
  ): Promise<WeeklyRetentionDto> {
    return this.long.answer<WeeklyRetentionDto>(tenantId, countRetention, id);
  }
}

const weekday = (day: string) => Temporal.PlainDate.from(day).dayOfWeek;
