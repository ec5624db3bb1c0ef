import type { RedisClient } from '#platform/redis';
import { packedExpiry } from './packed-session.js';
import { fieldOf, userKey } from './redis-user-keys.js';
import type { SessionRef, SessionStatus } from './session.js';

/**
 * The status of a session at one Redis node; a replica may be slightly behind.
 *
 * @param now milliseconds since 1970
 * @throws the client's error where the node does not answer
 */
export async function statusIn(client: RedisClient, ref: SessionRef, now: number): Promise<SessionStatus> {
  const key = userKey(ref.tenantId, ref.userId);
  const [packed, user, tokens] = await client.hmgetBuffer(key, fieldOf(ref.id), '!user', '!tokens');
  return {
    alive: packed != null && packedExpiry(packed) > now,
    ...(user && { user: Number(user.toString()) }),
    ...(tokens && { tokens: Number(tokens.toString()) }),
  };
}
