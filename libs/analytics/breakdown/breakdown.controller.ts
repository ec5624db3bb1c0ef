import { Controller, Get, Query } from '@nestjs/common';
import { Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { tenantOfMembers } from '#platform/tenancy';
import { mayRead } from '../analytics.access.js';
import { BreakdownDto, BreakdownQueryDto } from './breakdown.dto.js';
import { BreakdownService } from './breakdown.service.js';

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/breakdown')
export class BreakdownController {
  constructor(private readonly breakdown: BreakdownService) {}

  /** Read how the events of a period are spread over names, kinds of client, countries, or the values of a property. */
  @Get()
  @mayRead()
  @CachedResponse({ ttl: 10, scope: 'tenant', tags: () => [] })
  @Answers('period_backwards', 'question_too_large', 'name_required', 'property_not_counted', 'questions_busy')
  read(@Query() query: BreakdownQueryDto): Promise<BreakdownDto> {
    return this.breakdown.answer(tenantOfMembers().id, query);
  }
}
