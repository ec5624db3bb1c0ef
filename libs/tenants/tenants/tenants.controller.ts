import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow, Priority } from '#platform/access';
import { Answers, IfMatch, versionTag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { DeletionDto, SuspensionDto } from './tenant-end.dto.js';
import { NewTenantDto, TenantChangesDto } from './tenant-writes.dto.js';
import { TenantDto, TenantsDto, TenantsQueryDto } from './tenants.dto.js';
import { Tenants } from './tenants.js';

@Controller('v1/platform/tenants')
export class TenantsController {
  constructor(private readonly tenants: Tenants) {}

  /** Create a tenant. */
  @Post()
  @Allow('platform.tenants.write')
  @Priority('normal')
  @Idempotent()
  @Answers('invalid_tenant', 'tenant_slug_taken')
  async create(@Body() body: NewTenantDto, @Res({ passthrough: true }) reply: FastifyReply): Promise<TenantDto> {
    const tenant = await this.tenants.create(body);
    reply.header('location', `/v1/platform/tenants/${tenant.slug}`);
    return tagged(tenant, reply);
  }

  /** List tenants, with a search by name and slug. */
  @Get()
  @Allow('platform.tenants.read')
  @Priority('normal')
  @Answers('page_out_of_reach')
  async list(@Query() query: TenantsQueryDto): Promise<TenantsDto> {
    const { tenants, page } = await this.tenants.list(query);
    return { data: tenants, page };
  }

  /** Read one tenant. */
  @Get(':slug')
  @Allow('platform.tenants.read')
  @Priority('normal')
  @Answers('tenant_not_found')
  async read(@Param('slug') slug: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<TenantDto> {
    return tagged(await this.tenants.bySlug(slug), reply);
  }

  /** Change a tenant's name, plan, origins or settings, at the version that If-Match names. */
  @Patch(':slug')
  @Allow('platform.tenants.write')
  @Priority('normal')
  @Answers('invalid_tenant', 'tenant_not_found', 'tenant_deleted')
  async update(
    @Param('slug') slug: string,
    @IfMatch() version: number,
    @Body() body: TenantChangesDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TenantDto> {
    return tagged(await this.tenants.update(slug, version, body), reply);
  }

  /** Suspend a tenant: within a second all its routes answer 403. A suspended tenant does not change. */
  @Post(':slug/suspend')
  @HttpCode(200)
  @Allow('platform.tenants.write')
  @Priority('normal')
  @Answers('invalid_tenant', 'tenant_not_found', 'tenant_deleted')
  async suspend(
    @Param('slug') slug: string,
    @Body() body: SuspensionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TenantDto> {
    return tagged(await this.tenants.suspend(slug, body.reason), reply);
  }

  /** Serve a suspended tenant again. An active tenant does not change. */
  @Post(':slug/resume')
  @HttpCode(200)
  @Allow('platform.tenants.write')
  @Priority('normal')
  @Answers('tenant_not_found', 'tenant_deleted')
  async resume(@Param('slug') slug: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<TenantDto> {
    return tagged(await this.tenants.resume(slug), reply);
  }

  /**
   * Delete a tenant at the version that If-Match names: within a second all its routes answer 404,
   * and after the grace period it is purged. A deleted tenant does not change.
   */
  @Delete(':slug')
  @Allow('platform.tenants.write')
  @Priority('normal')
  @Answers('tenant_not_found')
  async delete(
    @Param('slug') slug: string,
    @IfMatch() version: number,
    @Query() { graceDays }: DeletionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TenantDto> {
    return tagged(await this.tenants.delete(slug, version, graceDays), reply);
  }

  /** Restore a deleted tenant, until its purge begins. A tenant that is not deleted does not change. */
  @Post(':slug/undelete')
  @HttpCode(200)
  @Allow('platform.tenants.write')
  @Priority('normal')
  @Answers('tenant_not_found', 'tenant_deleted')
  async undelete(@Param('slug') slug: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<TenantDto> {
    return tagged(await this.tenants.undelete(slug), reply);
  }
}

function tagged(tenant: TenantDto, reply: FastifyReply): TenantDto {
  reply.header('etag', versionTag(tenant.version));
  return tenant;
}
