import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { RecommendationsDto, RecommendationsQueryDto } from './recommendations.dto.js';
import { RecommendationsService } from './recommendations.service.js';

@Tag('Ride recommendations', 'What the signed-in rider may do today, by rules that say why. No medical advice.')
@Priority('normal')
@Controller('v1/rides/recommendations')
export class RideRecommendationsController {
  constructor(private readonly recommendations: RecommendationsService) {}

  /**
   * Read what I may do today: by load and recovery of 42 days, goals, days in a row, and the weather that the client gives. This is no
   * medical advice.
   */
  @Get()
  @Allow('rides.read', { least: 'member' })
  @Answers('no_account')
  read(
    @Query() weather: RecommendationsQueryDto,
    @Caller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<RecommendationsDto> {
    return this.recommendations.read(personOf(caller), weather, request.palier.locale);
  }
}
