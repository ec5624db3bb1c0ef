import type { Locale } from '#platform/problems';
import { tenancyProblems } from './tenancy.errors.js';

/**
 * The reserved tenant `platform`, for which operators act: it owns their audit lines, operations and
 * idempotency records. No other tenant may have its slug.
 */
export const PLATFORM_TENANT_ID = '00000000-0000-7000-8000-000000000000';

/** The plans of every product, from the smallest to the largest. */
export const planNames = ['free', 'starter', 'pro', 'enterprise'] as const;
export type PlanName = (typeof planNames)[number];

/** Whether this is one of the four plans. */
export function isPlanName(name: string): name is PlanName {
  return planNames.some((plan) => plan === name);
}

/** The limits of a plan, by quota, as in `requestsASecond`; null where there is no limit. */
export type TenantLimits = Readonly<Record<string, number | null | undefined>>;

/** The data of a tenant that the platform needs; the `tenants` context owns all of it. */
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
  /** Networks beyond the public ones that requests for this tenant may reach, as the operator allows, in CIDR form. */
  readonly networks: readonly string[];
  readonly limits: TenantLimits;
  /** The language of what is written for the tenant and not for one of its users. */
  readonly locale: Locale;
  /** Of the IANA database, as in `Europe/Paris`: where its days begin. */
  readonly timeZone: string;
}

/** The reserved tenant, whose users are the operators. `TenantDirectory` does not contain it. */
export const platformTenant: Tenant = {
  id: PLATFORM_TENANT_ID,
  slug: 'platform',
  name: 'Palier',
  product: 'platform',
  plan: 'enterprise',
  state: 'active',
  origins: [],
  networks: [],
  limits: {},
  locale: 'fr',
  timeZone: 'Europe/Paris',
};

/**
 * The tenant of a slug, which may be `platform`.
 *
 * @throws Problem `tenant_not_found` (404)
 */
export function tenantNamed(directory: TenantDirectory, slug: string): Tenant {
  const tenant = slug === platformTenant.slug ? platformTenant : directory.bySlug(slug);
  if (!tenant) throw tenancyProblems.tenant_not_found({ slug });
  return tenant;
}

/** The time zone of a tenant; UTC for one that is being deleted, which nobody reads. */
export function timeZoneOf(directory: TenantDirectory, tenantId: string): string {
  return directory.byId(tenantId)?.timeZone ?? 'UTC';
}

/**
 * Every active or suspended tenant, in memory, at most one second behind the database in every
 * process. A tenant that is being deleted is not in it.
 * Supplied by the `tenants` context; look-ups are synchronous because each request makes one.
 */
export abstract class TenantDirectory {
  abstract bySlug(slug: string): Tenant | undefined;
  abstract byId(id: string): Tenant | undefined;
  /** All of them, in no order. */
  abstract all(): Iterable<Tenant>;
  /** Whether any tenant lists this origin. */
  abstract knowsOrigin(origin: string): boolean;
  /** Whether the first load is done; before it, no tenant is known. */
  abstract get loaded(): boolean;
  /** Reads the tenants from the database now. */
  abstract refresh(): Promise<void>;
}
