import { type TokenSubject, uuidTime } from '#platform/access';
import type { Standing } from '../session-store/session.js';

/** Whether a token is good by what its shard says. */
export function standsIn({ alive, user = 0, tokens = 0 }: Standing, { sessionId, issuedAt }: TokenSubject): boolean {
  return alive && uuidTime(sessionId) > user && issuedAt > tokens;
}
