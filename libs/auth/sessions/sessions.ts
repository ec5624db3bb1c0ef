import type { Role } from '#platform/access';
import type { Ending } from '../session-store/session.js';

/**
 * Ends sessions in the store and makes their access tokens void everywhere: when a promise
 * resolves, both are told, and other processes refuse within a quarter of a second.
 */
export abstract class Sessions {
  /** @returns the ids of those that ended */
  abstract end(tenantId: string, userId: string, which: Ending): Promise<string[]>;
  /** @returns how many ended */
  abstract endTenant(tenantId: string): Promise<number>;
  /** Tokens that say another role or name are refused from now on; the sessions go on by their refresh tokens. */
  abstract describe(tenantId: string, userId: string, what: { role?: Role; name?: string }): Promise<void>;
}
