import { Controller, Get } from '@nestjs/common';
import { PickType } from '@nestjs/swagger';
import { Allow, Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, Tag } from '#platform/http';
import { tenantOfMembers } from '#platform/tenancy';
import { TenantDto } from '../tenants/tenant.dto.js';
import { Tenants } from '../tenants/tenants.service.js';
import { TENANT_TAG } from './tenant-settings.js';

/** A tenant as its members see it. */
export class OwnTenantDto extends PickType(TenantDto, ['slug', 'name', 'product', 'locale', 'timeZone', 'branding']) {}

@Tag('Settings', 'What members’ applications show of their tenant.')
@Priority('normal')
@Controller('v1/tenant')
export class SettingsController {
  constructor(private readonly tenants: Tenants) {}

  /** Read my tenant: its name, language, time zone and branding. */
  @Get()
  @Allow('tenant.read', { least: 'member' })
  @CachedResponse({ ttl: 300, scope: 'tenant', tags: () => [TENANT_TAG] })
  @Answers('tenant_not_found', 'tenant_credential_required')
  async read(): Promise<OwnTenantDto> {
    const { slug, name, product, locale, timeZone, branding } = await this.tenants.bySlug(tenantOfMembers().slug);
    return { slug, name, product, locale, timeZone, branding };
  }
}
