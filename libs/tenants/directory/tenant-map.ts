import type { Tenant } from '#platform/tenancy';
import type { DirectoryRow } from './directory.sql.js';

/** Tenants by slug and by id; of one tenant the newest that was put. */
export class TenantMap {
  private readonly slugs = new Map<string, Tenant>();
  private readonly ids = new Map<string, Tenant>();
  private readonly versions = new Map<string, number>();

  bySlug(slug: string): Tenant | undefined {
    return this.slugs.get(slug);
  }

  byId(id: string): Tenant | undefined {
    return this.ids.get(id);
  }

  /** A read that began before a write must not undo it, so an older row is left out. */
  put({ directoryVersion, id, slug, name, product, plan, state, origins }: DirectoryRow): void {
    if (directoryVersion < (this.versions.get(id) ?? 0)) return;
    const tenant: Tenant = { id, slug, name, product, plan, state, origins };
    this.versions.set(id, directoryVersion);
    this.slugs.set(slug, tenant);
    this.ids.set(id, tenant);
  }
}
