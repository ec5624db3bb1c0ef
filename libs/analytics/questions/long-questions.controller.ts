import { applyDecorators, Body, Controller, Get, Post } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, AnswersFile, type FileAnswer, Id, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { mayRead } from '../analytics.access.js';
import { analyticsProblems } from '../analytics.errors.js';
import { AskExportDto } from '../exports/exports.dto.js';
import { ExportsService } from '../exports/exports.service.js';
import { countFunnel } from '../funnels/count-funnel.job.js';
import { AskFunnelDto, FunnelDto, longestFunnel } from '../funnels/funnels.dto.js';
import { isWholeWeeks } from '../retention/cohorts.js';
import { countRetention } from '../retention/count-retention.job.js';
import { AskRetentionDto, WeeklyRetentionDto } from '../retention/retention.dto.js';
import { LongQuestions } from './long-questions.js';
import { Questions } from './questions.js';

/** A route that begins to answer a question. @param refusals those of its own */
const BeginsAnswer = (...refusals: string[]) =>
  applyDecorators(
    StartsOperation(),
    Idempotent(),
    Answers('period_backwards', ...refusals, 'question_too_large', 'operations_at_work', 'degraded'),
  );

const AnswerId = () => Id('id', analyticsProblems.answer_not_found);

/** Days of a funnel and of an export, and weeks of retention, at most. */
const mostDays = 31;
const mostWeeks = 13;

/** Questions that are answered from the events themselves, each as an operation. */
@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@mayRead()
@Controller('v1/analytics')
export class LongQuestionsController {
  constructor(
    private readonly questions: Questions,
    private readonly long: LongQuestions,
    private readonly exports: ExportsService,
  ) {}

  /**
   * Count how many subjects made up to five steps one after the other. A subject begins with its first event of the first step
   * in the period; of each later step its earliest event counts that is after the step before and `within` the time. The result
   * of the operation says where the answer is, for a day. Two may be at work at a time.
   */
  @Post('funnels')
  @BeginsAnswer()
  countFunnel(
    @Body() { steps, within = longestFunnel, ...days }: AskFunnelDto,
    @Caller() { tenantId }: Caller,
  ): Promise<Operation> {
    const period = this.questions.period(tenantId, days, mostDays);
    return this.long.begin(countFunnel, { tenantId, period, names: steps, within });
  }

  /** Read how many subjects made the steps of a funnel, for a day, under the id of its operation. */
  @Get('funnels/:id')
  @Answers('answer_not_found')
  readFunnel(@AnswerId() id: string, @Caller() { tenantId }: Caller): Promise<FunnelDto> {
    return this.long.answer<FunnelDto>(tenantId, countFunnel, id);
  }

  /**
   * Count how many subjects came back in later weeks, by the week of their first event in the period: up to 13 whole weeks,
   * each from Monday to Sunday. The result of the operation says where the answer is, for a day. Two may be at work at a time.
   */
  @Post('retention')
  @BeginsAnswer('not_whole_weeks')
  countRetention(@Body() { name, ...days }: AskRetentionDto, @Caller() { tenantId }: Caller): Promise<Operation> {
    const period = this.questions.period(tenantId, days, 7 * mostWeeks);
    if (!isWholeWeeks(period)) throw analyticsProblems.not_whole_weeks();
    return this.long.begin(countRetention, { tenantId, period, names: name === undefined ? undefined : [name] });
  }

  /** Read how many subjects came back, for a day, under the id of the operation. */
  @Get('retention/:id')
  @Answers('answer_not_found')
  readRetention(@AnswerId() id: string, @Caller() { tenantId }: Caller): Promise<WeeklyRetentionDto> {
    return this.long.answer<WeeklyRetentionDto>(tenantId, countRetention, id);
  }

  /**
   * Export the events of at most 31 days as CSV or NDJSON, in order of `occurredAt` and `id`, with their subjects. The result of
   * the operation says where the file is, for a day or until three newer ones are there. One may be at work at a time.
   */
  @Post('exports')
  @BeginsAnswer()
  exportEvents(@Body() { format, names, ...days }: AskExportDto, @Caller() { tenantId }: Caller): Promise<Operation> {
    const period = this.questions.period(tenantId, days, mostDays);
    return this.exports.begin({ tenantId, period, names, format });
  }

  /**
   * Download exported events, under the id of the operation. In a CSV, which follows RFC 4180, an apostrophe stands before what a
   * spreadsheet would take for a formula; NDJSON has each event as it is stored.
   */
  @Get('exports/:id')
  @AnswersFile('text/csv', 'application/x-ndjson')
  @Answers('events_export_not_found', 'storage_unavailable')
  downloadEvents(
    @Id('id', analyticsProblems.events_export_not_found) id: string,
    @Caller() { tenantId }: Caller,
  ): Promise<FileAnswer> {
    return this.exports.read(tenantId, id);
  }
}
