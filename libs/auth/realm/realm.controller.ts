import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlsoForOperators, issuerOf, Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { publicUrlOf, Settings } from '#platform/config';
import { WithCookies } from '#platform/http';
import { currentTenant, PLATFORM_TENANT_ID, type Tenant } from '#platform/tenancy';
import { productOf, TENANT_TAG, Tenants } from '#tenants';
import { passwordLength } from '../passwords/password-rules.js';
import { RealmDto } from './realm.dto.js';

@ApiTags('Sign-in')
@Controller('v1/auth/:tenant')
export class RealmController {
  constructor(
    private readonly settings: Settings,
    private readonly tenants: Tenants,
  ) {}

  /** Read what an application needs to know about a tenant to let its users sign in. */
  @Get()
  @Public()
  @AlsoForOperators()
  @WithCookies()
  @Priority('normal')
  @CachedResponse({ ttl: 60, tags: () => [TENANT_TAG] })
  async read(): Promise<RealmDto> {
    const tenant = currentTenant();
    return {
      registration: productOf(tenant).registration,
      password: { minLength: passwordLength.min, maxLength: passwordLength.max },
      issuer: issuerOf(this.settings, tenant.slug),
      jwksUri: `${publicUrlOf(this.settings)}/.well-known/jwks.json`,
      ...(await this.brandingOf(tenant)),
    };
  }

  private async brandingOf(tenant: Tenant): Promise<Pick<RealmDto, 'locale' | 'branding'>> {
    const { locale, branding } = productOf(tenant);
    if (tenant.id === PLATFORM_TENANT_ID) {
      return { locale, branding: { displayName: tenant.name, colour: branding.colour } };
    }
    const chosen = await this.tenants.bySlug(tenant.slug);
    const { displayName, colour } = chosen.branding;
    return { locale: chosen.locale, branding: { displayName, colour } };
  }
}
