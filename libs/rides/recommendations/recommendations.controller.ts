import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { TENANT_TAG } from '#tenants';
import { RecommendationsDto, RecommendationsQueryDto } from './recommendations.dto.js';
import { RecommendationsService } from './recommendations.service.js';

@Tag('Ride recommendations', 'What the signed-in rider may do today, by rules that say why. No medical advice.')
@Priority('sheddable')
@Controller('v1/rides/recommendations')
export class RideRecommendationsController {
  constructor(private readonly recommendations: RecommendationsService) {}

  /**
   * Read what I may do today: by load and recovery of 42 days, goals, days in a row, and the weather that the client gives. This is no
   * medical advice.
   */
  @Get()
  @Allow('rides.read', { least: 'member' })
  // They are for today, so they end soon after midnight; who set no time zone lives in that of the tenant.
  @CachedResponse({ ttl: 60, scope: 'user', tags: () => [TENANT_TAG] })
  @Answers('no_account')
  read(
    @Query() weather: RecommendationsQueryDto,
    @Caller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<RecommendationsDto> {
    return this.recommendations.read(personOf(caller), weather, request.palier.locale);
  }
}
