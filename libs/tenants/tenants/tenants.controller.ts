import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { Answers, type ExpectedVersions, IfMatch, Location, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { TenantDto } from './tenant.dto.js';
import { DeletionDto, SuspensionDto } from './tenant-end.dto.js';
import { NewTenantDto, TenantChangesDto } from './tenant-writes.dto.js';
import { TenantsDto, TenantsQueryDto } from './tenants.dto.js';
import { Tenants } from './tenants.service.js';

@Tag('Tenants', 'For operators: the tenants, from creation to deletion.')
@Versioned()
@Priority('normal')
@Controller('v1/platform/tenants')
export class TenantsController {
  constructor(private readonly tenants: Tenants) {}

  /** Create a tenant. */
  @Post()
  @Allow('platform.tenants.write')
  @Location('/v1/platform/tenants/{slug}')
  @Idempotent()
  @Answers('invalid_tenant', 'tenant_slug_taken')
  create(@Body() body: NewTenantDto): Promise<TenantDto> {
    return this.tenants.create(body);
  }

  /** List tenants, with a search by name and slug. */
  @Get()
  @Allow('platform.tenants.read')
  list(@Query() query: TenantsQueryDto): Promise<TenantsDto> {
    return this.tenants.list(query);
  }

  /** Read one tenant. */
  @Get(':slug')
  @Allow('platform.tenants.read')
  @Answers('tenant_not_found')
  read(@Param('slug') slug: string): Promise<TenantDto> {
    return this.tenants.bySlug(slug);
  }

  /**
   * Change a tenant's name, plan, origins, networks or settings, at the version that If-Match names. What is so already
   * makes no new version.
   */
  @Patch(':slug')
  @Allow('platform.tenants.write')
  @Answers('invalid_tenant', 'tenant_not_found', 'tenant_deleted')
  update(
    @Param('slug') slug: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() body: TenantChangesDto,
  ): Promise<TenantDto> {
    return this.tenants.update(slug, versions, body);
  }

  /** Suspend a tenant: within a second all its routes answer 403. A suspended tenant does not change. */
  @Post(':slug/suspend')
  @HttpCode(200)
  @Allow('platform.tenants.write')
  @Answers('invalid_tenant', 'tenant_not_found', 'tenant_deleted')
  suspend(@Param('slug') slug: string, @Body() body: SuspensionDto): Promise<TenantDto> {
    return this.tenants.suspend(slug, body.reason);
  }

  /** Serve a suspended tenant again. An active tenant does not change. */
  @Post(':slug/resume')
  @HttpCode(200)
  @Allow('platform.tenants.write')
  @Answers('tenant_not_found', 'tenant_deleted')
  resume(@Param('slug') slug: string): Promise<TenantDto> {
    return this.tenants.resume(slug);
  }

  /**
   * Delete a tenant at the version that If-Match names: within a second all its routes answer 404,
   * and after the grace period it is purged. A deleted tenant does not change.
   */
  @Delete(':slug')
  @Allow('platform.tenants.write')
  @Answers('tenant_not_found')
  delete(
    @Param('slug') slug: string,
    @IfMatch() versions: ExpectedVersions,
    @Query() { graceDays }: DeletionDto,
  ): Promise<TenantDto> {
    return this.tenants.delete(slug, versions, graceDays);
  }

  /** Restore a deleted tenant, until its purge begins. A tenant that is not deleted does not change. */
  @Post(':slug/undelete')
  @HttpCode(200)
  @Allow('platform.tenants.write')
  @Answers('tenant_not_found', 'tenant_deleted')
  undelete(@Param('slug') slug: string): Promise<TenantDto> {
    return this.tenants.undelete(slug);
  }
}
