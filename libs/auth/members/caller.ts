import { type Principal, principalOf, type Role } from '#platform/access';
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

/**
 * Who makes a request that passed the access check.
 *
 * @throws Error on a public route, where nobody is known
 */
export function principalIn(request: object): Principal {
  const principal = principalOf(request);
  if (!principal) throw new Error('Nobody is known to make this request: its route is public.');
  return principal;
}
