import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { mayRead } from '../journal.access.js';
import { ProgressDto, ProgressQueryDto } from './progress.dto.js';
import { ProgressService } from './progress.service.js';

@Tag('Progress', 'Trends, streaks and milestones of the signed-in user.')
@Priority('normal')
@Controller('v1/journal/progress')
export class ProgressController {
  constructor(private readonly progress: ProgressService) {}

  /** Read how my recovery goes: trends of scores, days with entries and relapses, streaks, savings and milestones. */
  @Get()
  @mayRead()
  // Each write of the person makes it void. At midnight it changes by itself, and is late by this.
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [] })
  @Answers('no_account', 'progress_period_invalid')
  readProgress(@Query() query: ProgressQueryDto, @Caller() caller: Caller): Promise<ProgressDto> {
    return this.progress.of(personOf(caller), query);
  }
}
