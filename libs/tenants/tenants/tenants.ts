import type { ExpectedVersions } from '#platform/http';
import type { ListAnswer, ListQuery } from '#platform/lists';
import type { Product } from '../products/product.js';
import type { TenantDto } from './tenant.dto.js';
import type { NewTenantDto, TenantChangesDto } from './tenant-writes.dto.js';

/**
 * The state of a tenant. A tenant that is `deleting` is unknown to its clients and can be restored
 * until it is `purging`. Of a `purged` tenant only the slug is left, which no other tenant can have.
 */
export const tenantStates = ['active', 'suspended', 'deleting', 'purging', 'purged'] as const;
export type TenantState = (typeof tenantStates)[number];

/** One tenant as operators see it. */
export type TenantDetails = Readonly<TenantDto>;

/** A tenant to create. */
export type NewTenant = Readonly<NewTenantDto>;

/** Changes of a tenant. A field that is left out does not change; a setting of null is reset to the product's. */
export type TenantChanges = Readonly<TenantChangesDto>;

/** A tenant that was made as a demonstration, and whose purge has not begun. */
export interface DemonstrationTenant extends Pick<TenantDetails, 'id' | 'slug' | 'product' | 'state'> {
  /** Which one it is, as in `veille`. */
  readonly demonstration: string;
}

export const tenantSorts = ['name', '-name', 'createdAt', '-createdAt'] as const;
export type TenantSort = (typeof tenantSorts)[number];

export interface TenantQuery extends ListQuery {
  /** Part of a name or slug; case and accents are ignored. */
  search?: string | undefined;
  product?: string | undefined;
  plan?: string | undefined;
  state?: TenantState | undefined;
  /** `name` where it is left out. */
  sort?: TenantSort | undefined;
}

/** The tenants of this server, for operators, the command line and the first run. */
export abstract class Tenants {
  /** Every product that a tenant can have. */
  abstract get products(): readonly Product[];

  /**
   * @param demonstration which demonstration it is, for ever; without it, it is none
   * @throws Problem `invalid_tenant` (400), `tenant_slug_taken` (409)
   */
  abstract create(tenant: NewTenant, demonstration?: string): Promise<TenantDetails>;

  /** The tenants that were made as demonstrations, but those whose purge has begun. */
  abstract demonstrations(): Promise<readonly DemonstrationTenant[]>;

  /** @throws Problem `tenant_not_found` (404) */
  abstract bySlug(slug: string): Promise<TenantDetails>;

  /** @throws Problem `invalid_cursor` (400) for a cursor of another list or sort; `mixed_pagination`, `page_out_of_reach` (400) */
  abstract list(query: TenantQuery): Promise<ListAnswer<TenantDetails>>;

  /**
   * Changes a tenant. Where everything is so already, nothing is written.
   *
   * @param versions those that the caller accepts, undefined to change any version
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `tenant_deleted` (409),
   *   `precondition_failed` (412)
   */
  abstract update(slug: string, versions: ExpectedVersions, changes: TenantChanges): Promise<TenantDetails>;

  /**
   * Makes every route of the tenant answer 403 `tenant_suspended`, within a second in every
   * process. A tenant that is suspended already does not change, and retains the first reason.
   *
   * @param reason for operators, at most 500 characters
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `tenant_deleted` (409)
   */
  abstract suspend(slug: string, reason?: string): Promise<TenantDetails>;

  /**
   * Serves a suspended tenant again; an active tenant does not change.
   *
   * @throws Problem `tenant_not_found` (404), `tenant_deleted` (409)
   */
  abstract resume(slug: string): Promise<TenantDetails>;

  /**
   * Makes every route of the tenant answer 404 `tenant_not_found`; it is purged after the grace period.
   * A tenant that is deleted already does not change, and retains the first date.
   *
   * @param versions those that the caller accepts, undefined to delete any version
   * @param graceDays 0 to 90, 30 where it is left out
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `precondition_failed` (412)
   */
  abstract delete(slug: string, versions: ExpectedVersions, graceDays?: number): Promise<TenantDetails>;

  /**
   * Restores a deleted tenant to its state before, active or suspended; a tenant that is not deleted
   * does not change.
   *
   * @throws Problem `tenant_not_found` (404), `tenant_deleted` (409) once its purge has begun
   */
  abstract undelete(slug: string): Promise<TenantDetails>;
}
