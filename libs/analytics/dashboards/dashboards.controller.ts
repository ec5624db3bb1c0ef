import { Body, Controller, HttpCode, HttpStatus, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Caller, Priority } from '#platform/access';
import { Tag } from '#platform/http';
import { mayRead } from '../analytics.access.js';
import { DashboardAnswersDto, DashboardQuestionsDto } from './dashboards.dto.js';
import { DashboardsService } from './dashboards.service.js';

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@Controller('v1/analytics/query')
export class DashboardsController {
  constructor(private readonly dashboards: DashboardsService) {}

  /** Answer up to 12 questions of a dashboard, each with a status of its own. */
  @Post()
  @HttpCode(HttpStatus.OK)
  @mayRead()
  async answerQuestions(
    @Body() { questions }: DashboardQuestionsDto,
    @Caller() { tenantId }: Caller,
    @Req() { palier: { locale } }: FastifyRequest,
  ): Promise<DashboardAnswersDto> {
    return { data: await this.dashboards.answer(tenantId, questions, locale) };
  }
}
