import { applyDecorators, Body, Controller, Get, HttpCode, HttpStatus, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Caller, Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { tenantOfMembers } from '#platform/tenancy';
import { mayRead } from '../analytics.access.js';
import { BreakdownDto, BreakdownQueryDto } from '../breakdown/breakdown.dto.js';
import { BreakdownService } from '../breakdown/breakdown.service.js';
import { DashboardAnswersDto, DashboardQuestionsDto } from '../dashboards/dashboards.dto.js';
import { DashboardsService } from '../dashboards/dashboards.service.js';
import { OverviewDto } from '../overview/overview.dto.js';
import { OverviewService } from '../overview/overview.service.js';
import { SeriesDto, SeriesQueryDto } from '../series/series.dto.js';
import { SeriesService } from '../series/series.service.js';
import { UniquesDto, UniquesQueryDto } from '../uniques/uniques.dto.js';
import { UniquesService } from '../uniques/uniques.service.js';
import { PeriodQueryDto } from './questions.dto.js';

/** A route that answers from counts. @param refusals those of its own */
const AnswersQuestion = (...refusals: string[]) =>
  applyDecorators(
    CachedResponse({ ttl: 10, scope: 'tenant', tags: () => [] }),
    Answers('period_backwards', 'question_too_large', ...refusals, 'questions_busy'),
  );

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('normal')
@mayRead()
@Controller('v1/analytics')
export class QuestionsController {
  constructor(
    private readonly series: SeriesService,
    private readonly breakdown: BreakdownService,
    private readonly uniques: UniquesService,
    private readonly overview: OverviewService,
    private readonly dashboards: DashboardsService,
  ) {}

  /** Read how often something happened: by minute, hour, day, week or month, beside the period before. */
  @Get('series')
  @AnswersQuestion()
  readSeries(@Query() query: SeriesQueryDto): Promise<SeriesDto> {
    return this.series.answer(tenantOfMembers().id, query);
  }

  /** Read how the events of a period are spread over names, kinds of client, countries, or the values of a property. */
  @Get('breakdown')
  @AnswersQuestion('name_required', 'property_not_counted')
  readBreakdown(@Query() query: BreakdownQueryDto): Promise<BreakdownDto> {
    return this.breakdown.answer(tenantOfMembers().id, query);
  }

  /**
   * Read how many different subjects had events in a period. Events are counted within about a minute after they came,
   * which `freshTo` tells. After a change of the time zone the days are made anew: 503 until those of the period are.
   */
  @Get('uniques')
  @AnswersQuestion('days_being_made')
  readUniques(@Query() query: UniquesQueryDto): Promise<UniquesDto> {
    return this.uniques.answer(tenantOfMembers().id, query);
  }

  /** Answer up to 12 questions of a dashboard, each with a status of its own. */
  @Post('query')
  @HttpCode(HttpStatus.OK)
  async answerQuestions(
    @Body() { questions }: DashboardQuestionsDto,
    @Caller() { tenantId }: Caller,
    @Req() { palier: { locale } }: FastifyRequest,
  ): Promise<DashboardAnswersDto> {
    return { data: await this.dashboards.answer(tenantId, questions, locale) };
  }

  /** Read what happened in a period of up to 400 days, beside the period before: by day, name, kind of client and country. */
  @Get('overview')
  @AnswersQuestion()
  readOverview(@Query() query: PeriodQueryDto): Promise<OverviewDto> {
    return this.overview.answer(tenantOfMembers().id, query);
  }
}
