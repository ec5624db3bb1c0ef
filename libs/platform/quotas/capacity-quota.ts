import type { Statement } from '#platform/database';

/** A quota on what a tenant stores, as a number of apps or bytes. */
export interface CapacityQuota {
  /** As in the plans: `apps`, `storageBytes`. */
  readonly name: string;
  /** Counts the use from the tenant's rows; the counter of `Quotas.take` must equal it after each commit. */
  readonly count: Statement<{ total: number }, []>;
}

const known = new Map<string, CapacityQuota>();

/**
 * Declares a capacity quota, in the context whose rows it counts.
 *
 * @throws Error at load when the name is declared twice
 */
export function declareCapacityQuota(quota: CapacityQuota): CapacityQuota {
  if (known.has(quota.name)) throw new Error(`The capacity quota ${quota.name} is declared twice.`);
  known.set(quota.name, quota);
  return quota;
}

/** Every capacity quota of the loaded modules. */
export function declaredCapacityQuotas(): readonly CapacityQuota[] {
  return [...known.values()];
}
