import type { EventOf } from '#platform/events';

type TenantEvent<Type extends string, Data extends object> = EventOf<`tenants.tenant.${Type}`, Data>;

export type TenantCreated = TenantEvent<'created', { slug: string; product: string; plan: string }>;

/** Name, plan, origins, networks or settings changed: `changed` names which, separated by commas, as in `name,plan`. */
export type TenantChanged = TenantEvent<'changed', { slug: string; changed: string }>;

export type TenantSuspended = TenantEvent<'suspended', { slug: string }>;

export type TenantResumed = TenantEvent<'resumed', { slug: string }>;

/** The tenant is not served any more, and can be restored until `purgeAt` (RFC 3339). */
export type TenantDeleted = TenantEvent<'deleted', { slug: string; purgeAt: string }>;

export type TenantUndeleted = TenantEvent<'undeleted', { slug: string }>;

/** The tenant's data is being deleted, and cannot be restored any more. */
export type TenantPurging = TenantEvent<'purging', { purgeId: string }>;

/** All the tenant's data is deleted, except what the receipt names. */
export type TenantPurged = TenantEvent<'purged', { slug: string; purgeId: string; sha256: string }>;
