import { Controller, Get, Query } from '@nestjs/common';
import { Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { tenantOfMembers } from '#platform/tenancy';
import { mayRead } from '../analytics.access.js';
import { SeriesDto, SeriesQueryDto } from './series.dto.js';
import { SeriesService } from './series.service.js';

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/series')
export class SeriesController {
  constructor(private readonly series: SeriesService) {}

  /** Read how often something happened: by minute, hour, day, week or month, beside the period before. */
  @Get()
  @mayRead()
  @CachedResponse({ ttl: 10, scope: 'tenant', tags: () => [] })
  @Answers('period_backwards', 'question_too_large', 'questions_busy')
  read(@Query() query: SeriesQueryDto): Promise<SeriesDto> {
    return this.series.answer(tenantOfMembers().id, query);
  }
}
