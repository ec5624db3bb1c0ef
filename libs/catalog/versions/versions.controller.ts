import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller, Priority } from '#platform/access';
import { StartsOperation, WaitQueryDto, WaitsForOperation } from '#platform/admin';
import { Answers, type ExpectedVersions, IfMatch, ListQueryDto, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { Publishing } from '../publishing/publishing.js';
import {
  NewVersionDto,
  StepsDto,
  VersionChangesDto,
  VersionDto,
  VersionsDto,
  VersionsQueryDto,
  YankDto,
} from './versions.dto.js';
import { VersionsService } from './versions.service.js';

const read = () => Allow('catalog.read', { least: 'member' });
const write = () => Allow('catalog.write', { least: 'editor' });
const publish = () => Allow('catalog.publish', { least: 'editor' });

@Tag('Versions', 'The versions of an app, from draft to publication.')
@Versioned({ field: 'revision' })
@Priority('normal')
@Controller('v1/catalog/apps/:slug/versions')
export class VersionsController {
  constructor(
    private readonly versions: VersionsService,
    private readonly publishing: Publishing,
  ) {}

  /** List an app’s versions, the newest first. */
  @Get()
  @read()
  @Answers('app_not_found')
  list(
    @Param('slug') slug: string,
    @Query() query: VersionsQueryDto,
    @Caller() { tenantId }: Caller,
  ): Promise<VersionsDto> {
    return this.versions.list(tenantId, slug, query);
  }

  /** Begin a version: a draft without files. */
  @Post()
  @write()
  @Idempotent()
  @Answers('app_not_found', 'app_deleting', 'version_exists')
  create(
    @Param('slug') slug: string,
    @Body() version: NewVersionDto,
    @Caller() { tenantId }: Caller,
  ): Promise<VersionDto> {
    return this.versions.create(tenantId, slug, version);
  }

  /** Read a version. */
  @Get(':version')
  @read()
  @Answers('version_not_found')
  read(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Caller() { tenantId }: Caller,
  ): Promise<VersionDto> {
    return this.versions.byName(tenantId, slug, version);
  }

  /** Change the changelog of a version, at the revision given by If-Match. */
  @Patch(':version')
  @write()
  @Answers('version_not_found', 'app_deleting')
  change(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @IfMatch() revisions: ExpectedVersions,
    @Body() { changelog }: VersionChangesDto,
    @Caller() { tenantId }: Caller,
  ): Promise<VersionDto> {
    return this.versions.change(tenantId, slug, version, revisions, changelog);
  }

  /** Delete a draft with its files. */
  @Delete(':version')
  @HttpCode(204)
  @write()
  @Answers('version_not_found', 'app_deleting', 'version_not_draft', 'version_busy')
  async delete(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Caller() { tenantId }: Caller,
  ): Promise<void> {
    await this.versions.delete(tenantId, slug, version);
  }

  /**
   * Publish a draft: its files are checked, and then it can be downloaded. The trace of the version says why a check failed.
   * With `wait` the answer is 200 with the operation where it ends within that time.
   */
  @Post(':version/publish')
  @publish()
  @StartsOperation()
  @WaitsForOperation()
  @Idempotent()
  @Answers('version_not_found', 'app_deleting', 'version_not_draft', 'version_busy', 'version_without_files')
  publish(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Query() _wait: WaitQueryDto,
    @Caller() { tenantId }: Caller,
  ): Promise<Operation> {
    return this.publishing.begin(tenantId, slug, version);
  }

  /** Withdraw a published version. The store shows the highest one that is left. */
  @Post(':version/yank')
  @HttpCode(200)
  @publish()
  @Answers('version_not_found', 'app_deleting', 'version_not_published')
  yank(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Body() { reason }: YankDto,
    @Caller() { tenantId }: Caller,
  ): Promise<VersionDto> {
    return this.publishing.yank(tenantId, slug, version, reason);
  }

  /** List the steps of a version’s publication, the latest first: who, when, and why it failed. */
  @Get(':version/steps')
  @read()
  @Answers('version_not_found')
  listSteps(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Query() query: ListQueryDto,
    @Caller() { tenantId }: Caller,
    @Req() request: FastifyRequest,
  ): Promise<StepsDto> {
    return this.versions.steps(tenantId, slug, version, query, request.palier.locale);
  }
}
