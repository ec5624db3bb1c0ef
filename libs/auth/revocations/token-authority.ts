import type { TokenSubject } from '#platform/access';
import { uuidTime } from '#platform/ids';
import type { SessionStatus } from '../session-store/session.js';

/** Validates tokens at the session store, independently of the revocations in memory. */
export abstract class TokenAuthority {
  /**
   * Whether the session is active and the token is not revoked.
   *
   * @throws Problem `revocation_unknown` (503) with Retry-After where no primary or trusted replica answers
   */
  abstract confirm(subject: TokenSubject): Promise<boolean>;
  /**
   * Revokes all sessions of a tenant begun up to a time, before they are ended one by one.
   *
   * @param before milliseconds since 1970
   * @throws Problem `revocation_not_told` (503)
   */
  abstract markTenant(tenantId: string, before: number): Promise<void>;
}

/** Whether a token is valid, given the status of its session at the shard. */
export function isTokenValid(
  { alive, user = 0, tokens = 0 }: SessionStatus,
  { sessionId, issuedAt }: TokenSubject,
): boolean {
  return alive && uuidTime(sessionId) > user && issuedAt > tokens;
}
