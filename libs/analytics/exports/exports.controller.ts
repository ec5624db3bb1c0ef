import { Body, Controller, Get, Post } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, AnswersFile, type FileAnswer, Id, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { mayRead } from '../analytics.access.js';
import { analyticsProblems } from '../analytics.errors.js';
import { AskExportDto } from './exports.dto.js';
import { ExportsService } from './exports.service.js';

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/exports')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  /**
   * Export the events of at most 31 days as CSV or NDJSON, in order of `occurredAt` and `id`, with their subjects. The result of
   * the operation says where the file is, for a day or until three newer ones are there. One may be at work at a time.
   */
  @Post()
  @mayRead()
  @StartsOperation()
  @Idempotent()
  @Answers('period_backwards', 'question_too_large', 'operations_at_work', 'degraded')
  exportEvents(@Body() asked: AskExportDto, @Caller() { tenantId }: Caller): Promise<Operation> {
    return this.exports.begin(tenantId, asked);
  }

  /**
   * Download exported events, under the id of the operation. In a CSV, which follows RFC 4180, an apostrophe stands before what a
   * spreadsheet would take for a formula; NDJSON has each event as it is stored.
   */
  @Get(':id')
  @mayRead()
  @AnswersFile('text/csv', 'application/x-ndjson')
  @Answers('events_export_not_found', 'storage_unavailable')
  downloadEvents(
    @Id('id', analyticsProblems.events_export_not_found) id: string,
    @Caller() { tenantId }: Caller,
  ): Promise<FileAnswer> {
    return this.exports.read(tenantId, id);
  }
}
