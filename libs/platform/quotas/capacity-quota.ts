import type { Statement } from '#platform/database';

/** Something that a tenant holds a number of, as in apps or bytes. */
export interface CapacityQuota {
  /** As in the plans: `apps`, `storageBytes`. */
  readonly name: string;
  /** Counts it anew, under the tenant's scope; what was taken must equal it at all times. */
  readonly count: Statement<{ total: number }, []>;
}

const known = new Map<string, CapacityQuota>();

/**
 * Declares a capacity quota, in the context whose rows it counts.
 *
 * @throws Error at load when the name is declared twice
 */
export function declareCapacityQuota(quota: CapacityQuota): CapacityQuota {
  if (known.has(quota.name)) throw new Error(`The stock ${quota.name} is declared twice.`);
  known.set(quota.name, quota);
  return quota;
}

/** Every capacity quota of the loaded modules. */
export function declaredCapacityQuotas(): readonly CapacityQuota[] {
  return [...known.values()];
}
