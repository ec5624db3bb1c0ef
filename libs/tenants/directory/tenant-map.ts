import type { Tenant } from '#platform/tenancy';
import { limitsOf, productOf } from '../products/products.js';
import type { DirectoryRow } from './directory.sql.js';

/** Tenants by slug and by id, each at the newest version that was put. */
export class TenantMap {
  private readonly served = { slugs: new Map<string, Tenant>(), ids: new Map<string, Tenant>() };
  /** The ids of all tenants in any state, by slug. */
  private readonly known = new Map<string, string>();
  private readonly versions = new Map<string, number>();
  /** The number of tenants that list an origin. */
  private readonly origins = new Map<string, number>();

  bySlug(slug: string): Tenant | undefined {
    return this.served.slugs.get(slug);
  }

  byId(id: string): Tenant | undefined {
    return this.served.ids.get(id);
  }

  all(): Iterable<Tenant> {
    return this.served.ids.values();
  }

  knowsOrigin(origin: string): boolean {
    return this.origins.has(origin);
  }

  /** The id of a tenant in any state. */
  idOf(slug: string): string | undefined {
    return this.known.get(slug);
  }

  /** Adds or updates a tenant. An older version is ignored, because a read that began before a write may end after it. */
  put(row: DirectoryRow): void {
    const { directoryVersion, id, slug, name, product, plan, state, origins, networks } = row;
    if (directoryVersion < (this.versions.get(id) ?? 0)) return;
    this.versions.set(id, directoryVersion);
    this.known.set(slug, id);
    this.count(this.served.ids.get(id)?.origins ?? [], -1);
    if (state === 'active' || state === 'suspended') {
      const limits = limitsOf(product, plan);
      const { locale, timeZone } = productOf({ product });
      const own = { locale: row.locale ?? locale, timeZone: row.timeZone ?? timeZone };
      const tenant: Tenant = { id, slug, name, product, plan, state, origins, networks, limits, ...own };
      this.served.slugs.set(slug, tenant);
      this.served.ids.set(id, tenant);
      this.count(origins, 1);
    } else {
      this.served.slugs.delete(slug);
      this.served.ids.delete(id);
    }
  }

  private count(origins: readonly string[], by: 1 | -1): void {
    for (const origin of origins) {
      const tenants = (this.origins.get(origin) ?? 0) + by;
      if (tenants > 0) this.origins.set(origin, tenants);
      else this.origins.delete(origin);
    }
  }
}
