import type { Caller } from '#platform/access';
import type { SessionRef } from '../session-store/session.js';
import { profileProblems } from './profile.errors.js';

/**
 * The caller's session, which names their account.
 *
 * @throws Problem `no_account` (403) for a key
 */
export function signedIn({ tenantId, id: userId, session }: Caller): SessionRef {
  if (!session) throw profileProblems.no_account();
  return { tenantId, userId, id: session.id };
}
