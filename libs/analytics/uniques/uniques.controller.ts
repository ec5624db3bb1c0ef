import { Controller, Get, Query } from '@nestjs/common';
import { Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { tenantOfMembers } from '#platform/tenancy';
import { mayRead } from '../analytics.access.js';
import { UniquesDto, UniquesQueryDto } from './uniques.dto.js';
import { UniquesService } from './uniques.service.js';

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/uniques')
export class UniquesController {
  constructor(private readonly uniques: UniquesService) {}

  /**
   * Read how many different subjects had events in a period. Events are counted within about a minute after they came,
   * which `freshTo` tells. After a change of the time zone the days are made anew: 503 until those of the period are.
   */
  @Get()
  @mayRead()
  @CachedResponse({ ttl: 10, scope: 'tenant', tags: () => [] })
  @Answers('period_backwards', 'question_too_large', 'days_being_made', 'questions_busy')
  read(@Query() query: UniquesQueryDto): Promise<UniquesDto> {
    return this.uniques.answer(tenantOfMembers().id, query);
  }
}
