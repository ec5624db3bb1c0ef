import { type Caller, personOf } from '#platform/access';
import type { SessionRef } from '../session-store/session.js';

/**
 * The caller's session, which names their account.
 *
 * @throws Problem `no_account` (403) for a key, also for one that acts as a user
 */
export function signedIn(caller: Caller): SessionRef {
  const { userId: _, ...withSession } = caller;
  const person = personOf(withSession);
  return { ...person, id: (caller.session as { id: string }).id };
}
