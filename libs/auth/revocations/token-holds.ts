import type { TokenSubject } from '#platform/access';
import { uuidTime } from '#platform/ids';
import type { SessionStatus } from '../session-store/session.js';

/** Whether a token is valid, given the status of its session at the shard. */
export function isTokenValid(
  { alive, user = 0, tokens = 0 }: SessionStatus,
  { sessionId, issuedAt }: TokenSubject,
): boolean {
  return alive && uuidTime(sessionId) > user && issuedAt > tokens;
}
