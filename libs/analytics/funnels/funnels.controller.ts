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
import { countFunnel } from './count-funnel.job.js';
import { AskFunnelDto, FunnelDto, mostDays } from './funnels.dto.js';

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/funnels')
export class FunnelsController {
  constructor(
    private readonly long: LongQuestions,
    private readonly questions: Questions,
  ) {}

  /**
   * Count how many subjects made up to five steps one after the other. A subject begins with its first event of the first step
   * in the period; of each later step its earliest event counts that is after the step before and `within` the time. The result
   * of the operation says where the answer is, for a day. Two may be at work at a time.
   */
  @Post()
  @mayRead()
  @StartsOperation()
  @Idempotent()
  @Answers('period_backwards', 'question_too_large', 'operations_at_work', 'degraded')
  countFunnel(@Body() { steps, within, ...days }: AskFunnelDto, @Caller() { tenantId }: Caller): Promise<Operation> {
    const period = this.questions.period(tenantId, days, mostDays);
    const asked = { tenantId, period, steps, within: within ?? mostDays * 86_400 };
    const payload = (named: number) => ({ ...asked, parts: partsOf(named) });
    return this.long.begin(tenantId, { job: countFunnel, payload, period, names: steps });
  }

  /** Read how many subjects made the steps of a funnel, for a day, under the id of its operation. */
  @Get(':id')
  @mayRead()
  @Answers('answer_not_found')
  readFunnel(
    @Id('id', analyticsProblems.answer_not_found) id: string,
    @Caller() { tenantId }: Caller,
  ): Promise<FunnelDto> {
    return this.long.answer<FunnelDto>(tenantId, countFunnel, id);
  }
}
