import type { Principal, Role } from '#platform/access';
import { rolesToGive } from './roles-to-give.js';

/** Who changes members. */
export interface Caller {
  /** Undefined of keys, which are nobody's account. */
  readonly userId?: string;
  /** The roles that they may give, and whose holders they may touch, as far as the credential tells. */
  readonly gives: readonly Role[];
}

/** @param tenantId of the members that are changed */
export function callerOf(principal: Principal, tenantId: string): Caller {
  const gives = rolesToGive(principal, 'members.write', tenantId);
  return principal.session ? { userId: principal.id, gives } : { gives };
}
