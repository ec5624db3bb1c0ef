/** What the ground knows of a tenant; the `tenants` context owns the rest. */
export interface Tenant {
  readonly id: string;
  /** Immutable, in public URLs. */
  readonly slug: string;
  readonly name: string;
  readonly product: string;
  readonly plan: string;
  readonly state: 'active' | 'suspended';
  /** Web origins that may call this tenant's routes from a browser, as in `https://shop.example`. */
  readonly origins: readonly string[];
}

/**
 * Every tenant, in memory, at most one second behind the database in every process. Supplied by
 * the `tenants` context; lookups are synchronous because each request makes one.
 */
export abstract class TenantDirectory {
  abstract bySlug(slug: string): Tenant | undefined;
  abstract byId(id: string): Tenant | undefined;
  /** Whether the first load is done; before it, no tenant is known. */
  abstract get loaded(): boolean;
  /** Brings the directory up to the database now. */
  abstract refresh(): Promise<void>;
}
