import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { SharedTier } from '#platform/cache';
import { type Tenant, TenantDirectory } from '#platform/tenancy';

/** Tenants that are remembered between `learn` and the step of the pipeline that reads them. */
const MOST = 10_000;

/** The tenants whose pages the shared tier has, for a process that cannot read its directory. */
@Injectable()
export class SharedTenants extends TenantDirectory {
  private readonly tenants = new LRUCache<string, Tenant>({ max: MOST });

  constructor(private readonly shared: SharedTier) {
    super();
  }

  /** Asks the shared tier for a tenant, each time: it may have been suspended or deleted since. @returns whether it is known */
  async learn(slug: string): Promise<boolean> {
    const tenant = await this.shared.tenantOf(slug).catch(() => undefined);
    if (tenant) this.tenants.set(slug, tenant);
    else this.tenants.delete(slug);
    return tenant !== undefined;
  }

  override bySlug(slug: string): Tenant | undefined {
    return this.tenants.get(slug);
  }

  override byId(): undefined {
    return undefined;
  }

  override all(): [] {
    return [];
  }

  override knowsOrigin(): boolean {
    return false;
  }

  override get loaded(): boolean {
    return false;
  }

  override async refresh(): Promise<void> {}
}
