import type { Principal, Role } from '#platform/access';
import { rolesToGive } from './roles-to-give.js';

/** The caller who changes members. */
export interface Caller {
  /** Undefined for keys, which have no account. */
  readonly userId?: string;
  /** The roles that the caller may give, and whose holders they may change, according to the credential. */
  readonly gives: readonly Role[];
}

/** @param tenantId the tenant of the members that are changed */
export function callerOf(principal: Principal, tenantId: string): Caller {
  const gives = rolesToGive(principal, 'members.write', tenantId);
  return principal.session ? { userId: principal.id, gives } : { gives };
}
