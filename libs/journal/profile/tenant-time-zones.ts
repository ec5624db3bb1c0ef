import { Injectable } from '@nestjs/common';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';

/** The time zones of tenants, which are those of persons who chose none. */
@Injectable()
export class TenantTimeZones {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly tenants: Tenants,
  ) {}

  /** UTC for a tenant that is being deleted, in which nothing is sent. */
  async of(tenantId: string): Promise<string> {
    const tenant = this.directory.byId(tenantId);
    return tenant ? (await this.tenants.bySlug(tenant.slug)).timeZone : 'UTC';
  }
}
