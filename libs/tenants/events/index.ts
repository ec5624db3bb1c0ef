interface TenantEvent<Type extends string, Data extends object> {
  readonly type: `tenants.tenant.${Type}`;
  readonly version: 1;
  readonly data: Readonly<Data>;
}

export type TenantCreated = TenantEvent<'created', { slug: string; product: string; plan: string }>;

/** Name, plan, origins or settings changed: `changed` names which, separated by commas, as in `name,plan`. */
export type TenantChanged = TenantEvent<'changed', { slug: string; changed: string }>;

export type TenantSuspended = TenantEvent<'suspended', { slug: string }>;

export type TenantResumed = TenantEvent<'resumed', { slug: string }>;

/** The tenant is not served any more, and can be restored until `purgeAt` (RFC 3339). */
export type TenantDeleted = TenantEvent<'deleted', { slug: string; purgeAt: string }>;

export type TenantUndeleted = TenantEvent<'undeleted', { slug: string }>;

/**
 * The tenant's rows must be deleted now. Each context with rows subscribes, under a name that begins
 * with the context's, as in `catalog.empty-store`. It deletes them in bounded batches and publishes
 * `TenantEmptied` for each batch.
 */
export type TenantPurging = TenantEvent<'purging', { purgeId: string; round: number }>;

/**
 * The answer to `TenantPurging`, published in the transaction of each batch, with the purge's id as
 * subject.
 */
export type TenantEmptied = TenantEvent<
  'emptied',
  {
    purgeId: string;
    round: number;
    /** As in `catalog`. */
    context: string;
    /** The rows deleted by this batch, by table, as in `catalog.apps`. */
    counts: Readonly<Record<string, number>>;
    /** Whether the context's tables are empty of the tenant's rows. */
    done: boolean;
  }
>;

/** All the tenant's data is deleted, except what the receipt names. */
export type TenantPurged = TenantEvent<'purged', { slug: string; purgeId: string; sha256: string }>;
