import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, type ExpectedVersions, IfMatch, Location, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { AppChangesDto, AppResultsDto } from './bulk-changes.dto.js';
import { AppTextsDto, NewAppDto, StudioAppDetailDto, StudioAppsDto, StudioAppsQueryDto } from './studio.dto.js';
import { StudioService } from './studio.service.js';

const read = () => Allow('catalog.read', { least: 'member' });
const write = () => Allow('catalog.write', { least: 'editor' });

@Tag('Studio', 'The apps of the tenant, for those who make them.')
@Versioned({ field: 'revision' })
@Priority('normal')
@Controller('v1/catalog/apps')
export class StudioController {
  constructor(private readonly studio: StudioService) {}

  /** List the tenant’s apps, those that were changed last first. */
  @Get()
  @read()
  list(@Query() query: StudioAppsQueryDto, @Caller() { tenantId }: Caller): Promise<StudioAppsDto> {
    return this.studio.list(tenantId, query);
  }

  /** Read an app. */
  @Get(':slug')
  @read()
  @Answers('app_not_found')
  read(@Param('slug') slug: string, @Caller() { tenantId }: Caller): Promise<StudioAppDetailDto> {
    return this.studio.bySlug(tenantId, slug);
  }

  /** Create an app. The store shows it once a version is published. */
  @Post()
  @write()
  @Idempotent()
  @Location('/v1/catalog/apps/{slug}')
  @Answers('app_slug_taken', 'quota_exceeded')
  create(@Body() app: NewAppDto, @Caller() { tenantId }: Caller): Promise<StudioAppDetailDto> {
    return this.studio.create(tenantId, app);
  }

  /** Change what an app’s page shows, at the revision given by If-Match. What is so already makes no new revision. */
  @Patch(':slug')
  @write()
  @Answers('app_not_found', 'app_deleting')
  change(
    @Param('slug') slug: string,
    @IfMatch() revisions: ExpectedVersions,
    @Body() changes: AppTextsDto,
    @Caller() { tenantId }: Caller,
  ): Promise<StudioAppDetailDto> {
    return this.studio.change(tenantId, slug, changes, revisions);
  }

  /** Change up to 100 apps, each by itself: the answer says what became of each. */
  @Patch()
  @write()
  async changeSome(
    @Body() { apps }: AppChangesDto,
    @Caller() { tenantId }: Caller,
    @Req() request: FastifyRequest,
  ): Promise<AppResultsDto> {
    return { data: await this.studio.changeSome(tenantId, apps, request.palier.locale) };
  }

  /** Leave an app out of the store. Its versions stay, and their links work until they expire. */
  @Post(':slug/archive')
  @HttpCode(200)
  @write()
  @Answers('app_not_found', 'app_deleting')
  archive(@Param('slug') slug: string, @Caller() { tenantId }: Caller): Promise<StudioAppDetailDto> {
    return this.studio.change(tenantId, slug, { archived: true });
  }

  /** Show an archived app in the store again. */
  @Post(':slug/restore')
  @HttpCode(200)
  @write()
  @Answers('app_not_found', 'app_deleting')
  restore(@Param('slug') slug: string, @Caller() { tenantId }: Caller): Promise<StudioAppDetailDto> {
    return this.studio.change(tenantId, slug, { archived: false });
  }

  /**
   * Delete an app with its versions and files, for good. The store leaves it out at once. Where the operation failed or was
   * cancelled, delete the app again.
   */
  @Delete(':slug')
  @Allow('catalog.delete', { least: 'admin' })
  @StartsOperation()
  @Answers('app_not_found')
  delete(@Param('slug') slug: string, @Caller() { tenantId }: Caller): Promise<Operation> {
    return this.studio.delete(tenantId, slug);
  }
}
