import { Controller, Get, Query } from '@nestjs/common';
import { Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { tenantOfMembers } from '#platform/tenancy';
import { mayRead } from '../analytics.access.js';
import { PeriodQueryDto } from '../questions/questions.dto.js';
import { OverviewDto } from './overview.dto.js';
import { OverviewService } from './overview.service.js';

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  /** Read what happened in a period of up to 400 days, beside the period before: by day, name, kind of client and country. */
  @Get()
  @mayRead()
  @CachedResponse({ ttl: 10, scope: 'tenant', tags: () => [] })
  @Answers('period_backwards', 'question_too_large', 'questions_busy')
  read(@Query() period: PeriodQueryDto): Promise<OverviewDto> {
    return this.overview.read(tenantOfMembers().id, period);
  }
}
