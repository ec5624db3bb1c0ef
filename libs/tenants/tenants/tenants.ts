import type { ListQuery } from '#platform/lists';
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
