import type { Product } from '../products/product.js';
import type { SettingsChoice, TenantSettings } from '../settings/tenant-settings.js';

/**
 * Where a tenant stands. One that is `deleting` is unknown to its clients and may come back until it
 * is `purging`; of a `purged` one nothing is left but its slug, which nobody else gets.
 */
export const tenantStates = ['active', 'suspended', 'deleting', 'purging', 'purged'] as const;
export type TenantState = (typeof tenantStates)[number];

/** One tenant as operators see it. */
export interface TenantDetails extends TenantSettings {
  readonly id: string;
  /** Immutable, in public URLs. */
  readonly slug: string;
  readonly name: string;
  readonly product: string;
  readonly plan: string;
  readonly state: TenantState;
  /** Web origins that may call this tenant's routes from a browser. */
  readonly origins: string[];
  /** Since when it is suspended, and why where a reason was given; null while it is not. */
  readonly suspendedAt: Date | null;
  readonly suspensionReason: string | null;
  /** Since when it is being deleted, and from when on it is purged; null while it is not. */
  readonly deletedAt: Date | null;
  readonly purgeAt: Date | null;
  /** Grows by one with each change, from 1. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewTenant extends SettingsChoice {
  /** Lower-case letters, digits and single hyphens, 2 to 63 characters, for ever. */
  slug: string;
  /** 1 to 120 characters. */
  name: string;
  /** As in `wistant`. */
  product: string;
  /** `free` where it is left out. */
  plan?: string | undefined;
  /** At most 20, as in `https://shop.example`. */
  origins?: readonly string[] | undefined;
}

/** What may change of a tenant; what is left out stays, and a setting of null goes back to the product's. */
export type TenantChanges = Partial<Pick<NewTenant, 'name' | 'plan' | 'origins'>> & SettingsChoice;

export const tenantSorts = ['name', '-name', 'createdAt', '-createdAt'] as const;
export type TenantSort = (typeof tenantSorts)[number];

export interface TenantQuery {
  /** Part of a name or slug; case and accents do not count. */
  search?: string | undefined;
  product?: string | undefined;
  plan?: string | undefined;
  state?: TenantState | undefined;
  /** `name` where it is left out. */
  sort?: TenantSort | undefined;
  /** Cursor mode: how many, 1 to 100 (20 where it is left out), and after what. */
  limit?: number | undefined;
  cursor?: string | undefined;
  /** Page mode: which page, from 1, of what size, 1 to 100 (20 where it is left out). */
  page?: number | undefined;
  pageSize?: number | undefined;
}

/** One step of the list. */
export interface TenantList {
  readonly tenants: TenantDetails[];
  readonly page: {
    /** The cursor of what follows; null at the end, and in page mode. */
    readonly next: string | null;
    readonly size: number;
    /** In page mode alone. */
    readonly number?: number;
    readonly totalItems?: number;
    readonly totalPages?: number;
    readonly totalKind?: 'exact' | 'estimated';
  };
}

/** The tenants of this server, for operators, the command line and the first run. */
export abstract class Tenants {
  /** Every product that a tenant may be of. */
  abstract get products(): readonly Product[];

  /** @throws Problem `invalid_tenant` (400), `tenant_slug_taken` (409) */
  abstract create(tenant: NewTenant): Promise<TenantDetails>;

  /** @throws Problem `tenant_not_found` (404) */
  abstract bySlug(slug: string): Promise<TenantDetails>;

  /** @throws Problem `invalid_cursor` (400) for one that another list or sort gave */
  abstract list(query: TenantQuery): Promise<TenantList>;

  /**
   * @param version the one that the change was made to, undefined to change whatever stands there
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `tenant_deleted` (409),
   *   `precondition_failed` (412)
   */
  abstract update(slug: string, version: number | undefined, changes: TenantChanges): Promise<TenantDetails>;

  /**
   * Makes every route of the tenant answer 403 `tenant_suspended`, within a second in every
   * process. A tenant that is suspended already stays as it is, with the first reason.
   *
   * @param reason for operators, at most 500 characters
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `tenant_deleted` (409)
   */
  abstract suspend(slug: string, reason?: string): Promise<TenantDetails>;

  /**
   * Serves a suspended tenant again; an active one stays as it is.
   *
   * @throws Problem `tenant_not_found` (404), `tenant_deleted` (409)
   */
  abstract resume(slug: string): Promise<TenantDetails>;

  /**
   * Makes every route of the tenant answer 404 `tenant_not_found`, and has it purged once the grace
   * is over. One that is deleted already stays as it is, with the first date.
   *
   * @param version the one that was read, undefined to delete whatever stands there
   * @param graceDays 0 to 90, 30 where it is left out
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `precondition_failed` (412)
   */
  abstract delete(slug: string, version: number | undefined, graceDays?: number): Promise<TenantDetails>;

  /**
   * Brings a deleted tenant back as it was, suspended if it was; one that is not deleted stays as it
   * is.
   *
   * @throws Problem `tenant_not_found` (404), `tenant_deleted` (409) once its purge began
   */
  abstract undelete(slug: string): Promise<TenantDetails>;
}
