import type { Role } from '#platform/access';
import type { Ending } from '../session-store/session.js';

/**
 * Ends sessions in the store and revokes their access tokens in every process. When a promise resolves, both are
 * written, and other processes refuse the tokens within 250 ms.
 */
export abstract class Sessions {
  /** @returns the ids of the sessions that ended */
  abstract end(tenantId: string, userId: string, which: Ending): Promise<string[]>;
  /** @returns how many sessions ended */
  abstract endTenant(tenantId: string): Promise<number>;
  /** Changes role or name: earlier access tokens are refused from now on; the sessions stay, by their refresh tokens. */
  abstract describe(tenantId: string, userId: string, what: { role?: Role; name?: string }): Promise<void>;
}
