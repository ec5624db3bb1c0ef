import { Controller, Get, Param, Query } from '@nestjs/common';
import { Priority, PriorityWith, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, ListQueryDto, Tag } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { AppVersionsDto } from './app-versions.dto.js';
import { AppDetailDto, AppsDto, AppsQueryDto } from './apps.dto.js';
import { AppsService } from './apps.service.js';

@Tag('Apps', 'The apps of a store, for everyone.')
@Public()
@Priority('vital')
@Controller('v1/stores/:tenant/apps')
export class AppsController {
  constructor(private readonly apps: AppsService) {}

  /** List a store's apps. */
  @Get()
  @PriorityWith('search', 'normal')
  @CachedResponse({ ttl: 60, tags: () => ['apps'] })
  @Answers('search_busy')
  list(@Query() query: AppsQueryDto): Promise<AppsDto> {
    return this.apps.list(currentTenant().id, query);
  }

  /** Read one app, with its description, tags and files. */
  @Get(':slug')
  @CachedResponse({ ttl: 60, tags: ({ slug }) => [`app:${slug}`] })
  @Answers('app_not_found')
  read(@Param('slug') slug: string): Promise<AppDetailDto> {
    return this.apps.bySlug(currentTenant().id, slug);
  }

  /** List the published versions of an app, with their changelogs. */
  @Get(':slug/versions')
  @CachedResponse({ ttl: 60, tags: ({ slug }) => [`app:${slug}`] })
  @Answers('app_not_found')
  versions(@Param('slug') slug: string, @Query() query: ListQueryDto): Promise<AppVersionsDto> {
    return this.apps.versions(currentTenant().id, slug, query);
  }
}
