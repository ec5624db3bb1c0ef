import { type Principal, principalOf, type Role } from '#platform/access';

/** Who changes members. */
export interface Caller {
  /** Undefined of keys, which are nobody's account. */
  readonly userId?: string;
  /** What may be done, as far as the credential says. */
  readonly role: Role;
}

/** Operators' keys act for the house as its owners. Members' keys only read here: no scope of theirs writes. */
export function callerOf({ kind, id, session }: Principal): Caller {
  if (session) return { userId: id, role: session.role };
  return { role: kind === 'operator' ? 'owner' : 'member' };
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
