/**
 * The reserved tenant that operators act for: its audit lines, operations and idempotency records
 * are the platform’s own. No tenant may take its slug, `platform`.
 */
export const PLATFORM_TENANT_ID = '00000000-0000-7000-8000-000000000000';

/** What a plan gives, by quota, as in `requestsASecond`; null where there is no limit. */
export type TenantLimits = Readonly<Record<string, number | null | undefined>>;

/** What the platform knows of a tenant; the `tenants` context owns the rest. */
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
  readonly limits: TenantLimits;
}

/** The reserved tenant: its users are the operators. No directory holds it. */
export const platformTenant: Tenant = {
  id: PLATFORM_TENANT_ID,
  slug: 'platform',
  name: 'Palier',
  product: 'platform',
  plan: 'enterprise',
  state: 'active',
  origins: [],
  limits: {},
};

/**
 * Every tenant that is served or suspended, in memory, at most one second behind the database in
 * every process. One that is being deleted is unknown here, as if there had never been one.
 * Supplied by the `tenants` context; lookups are synchronous because each request makes one.
 */
export abstract class TenantDirectory {
  abstract bySlug(slug: string): Tenant | undefined;
  abstract byId(id: string): Tenant | undefined;
  /** Whether this is an origin of some tenant. */
  abstract knowsOrigin(origin: string): boolean;
  /** Whether the first load is done; before it, no tenant is known. */
  abstract get loaded(): boolean;
  /** Brings the directory up to the database now. */
  abstract refresh(): Promise<void>;
}
