import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, nextLink } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { AppDetailDto, AppsDto, AppsQueryDto } from './apps.dto.js';
import { AppsService } from './apps.service.js';

@Controller('v1/stores/:tenant/apps')
export class AppsController {
  constructor(private readonly apps: AppsService) {}

  /** List a store's apps. */
  @Get()
  @Public()
  @Priority('vital')
  @CachedResponse({ ttl: 60, tags: () => ['apps'] })
  @Answers('page_out_of_reach')
  async list(
    @Query() query: AppsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AppsDto> {
    const answer = await this.apps.list(currentTenant().id, query);
    if (answer.page.next) reply.header('link', nextLink(request, answer.page.next));
    return answer;
  }

  /** Read one app, with its description, tags and files. */
  @Get(':slug')
  @Public()
  @Priority('vital')
  @CachedResponse({ ttl: 60, tags: ({ slug }) => [`app:${slug}`] })
  @Answers('app_not_found')
  read(@Param('slug') slug: string): Promise<AppDetailDto> {
    return this.apps.bySlug(currentTenant().id, slug);
  }
}
