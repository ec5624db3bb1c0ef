import type { Operation } from '#platform/operations';
import type { PurgeDto, PurgeReceiptDto } from './purges.dto.js';

/** The proof that a tenant was deleted. */
export type PurgeReceipt = Readonly<PurgeReceiptDto>;

/** The progress of a purge. */
export type Purge = Readonly<PurgeDto>;

/** Purges deleted tenants. */
export abstract class Purges {
  /**
   * Begins the purge of a deleted tenant without waiting for the end of its grace period, or
   * continues one that has begun. A purge cannot be undone.
   *
   * @returns the operation that ends with the purge
   * @throws Problem `tenant_not_found` (404), `tenant_not_deleted` (409)
   */
  abstract begin(slug: string): Promise<Operation>;

  /**
   * Begins the purge of a tenant that was purged in a newer state of the database, whatever state it is in. Does nothing where
   * there is no such tenant, or its purge has begun.
   */
  abstract again(tenantId: string): Promise<void>;

  /** @throws Problem `tenant_not_found`, `purge_not_found` (404) */
  abstract of(slug: string): Promise<Purge>;
}
