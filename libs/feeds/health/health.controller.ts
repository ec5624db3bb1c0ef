import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Caller, Priority } from '#platform/access';
import { Answers, Id, Tag } from '#platform/http';
import { mayRead } from '../feeds.access.js';
import { feedsProblems } from '../feeds.errors.js';
import { FailingFeedsDto, FeedHealthDto, HealthCountsDto, HealthQueryDto } from './health.dto.js';
import { HealthService } from './health.service.js';

@Tag('Feed health', 'Health of the feeds that the tenant follows.')
@Priority('normal')
@Controller('v1/feeds')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** List the feeds that fail: three fetches in a row did, or the server says that the feed is gone for good. */
  @Get('health')
  @mayRead()
  list(
    @Query() query: HealthQueryDto,
    @Caller() { tenantId }: Caller,
    @Req() request: FastifyRequest,
  ): Promise<FailingFeedsDto> {
    return this.health.listFailing(tenantId, query, request.palier.locale);
  }

  /** Count the feeds that are fine, and those that fail. */
  @Get('health/counts')
  @mayRead()
  counts(@Caller() { tenantId }: Caller): Promise<HealthCountsDto> {
    return this.health.counts(tenantId);
  }

  /** Read the health of a feed, with its last 30 days. */
  @Get('subscriptions/:id/health')
  @mayRead()
  @Answers('subscription_not_found')
  read(
    @Id('id', feedsProblems.subscription_not_found) id: string,
    @Caller() { tenantId }: Caller,
    @Req() request: FastifyRequest,
  ): Promise<FeedHealthDto> {
    return this.health.byId(tenantId, id, request.palier.locale);
  }
}
