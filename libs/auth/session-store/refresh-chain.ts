import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RefreshToken } from './refresh-token.js';

/**
 * What is stored of a session's refresh tokens: hashes, no secret. The salt alone cannot make a token, and a
 * token alone cannot make its successor.
 */
export interface RefreshChain {
  readonly salt: Buffer;
  readonly family: Buffer;
  readonly previous: Buffer;
  readonly current: Buffer;
  readonly next: Buffer;
}

type Secrets = Pick<RefreshToken, 'familySecret' | 'secret'>;

/** The verdict on a presented token; `secret` is that of the successor. */
export type Judgement =
  | { readonly kind: 'rotate'; readonly secret: Buffer; readonly chain: RefreshChain }
  /** The successor was issued a moment ago, and is issued again. */
  | { readonly kind: 'retry'; readonly secret: Buffer }
  | { readonly kind: 'reused' }
  | { readonly kind: 'unknown' };

/** Bytes of the salt and of each hash. The hashed secrets are random, so 128 bits cannot be searched. */
export const CHAIN_PART_BYTES = 16;

/** How long after a rotation the consumed token counts as a retry and not as theft, in milliseconds. */
export const RETRY_MS = 10_000;

/** The chain of a new session with these secrets. */
export function beginChain({ familySecret, secret }: Secrets): RefreshChain {
  const salt = randomBytes(CHAIN_PART_BYTES);
  // There is no token before the first: a random value that no secret hashes to.
  return { ...rotated(salt, secret), family: digest(familySecret), previous: randomBytes(CHAIN_PART_BYTES) };
}

/**
 * Checks a token against the stored chain. All hashes are always compared, each in constant time.
 *
 * @param sinceRotationMs milliseconds since the store last rotated
 */
export function judge(chain: RefreshChain, { familySecret, secret }: Secrets, sinceRotationMs: number): Judgement {
  const presented = digest(secret);
  const ofFamily = timingSafeEqual(digest(familySecret), chain.family);
  const isCurrent = timingSafeEqual(presented, chain.current);
  const isNext = timingSafeEqual(presented, chain.next);
  const isPrevious = timingSafeEqual(presented, chain.previous);
  if (!ofFamily) return { kind: 'unknown' };
  // The next secret was sent to the client, and a failover lost that rotation: only the client can know it.
  if (isCurrent || isNext) {
    const following = successor(chain.salt, secret);
    const rotation = { ...rotated(chain.salt, following), family: chain.family, previous: presented };
    return { kind: 'rotate', secret: following, chain: rotation };
  }
  if (isPrevious && sinceRotationMs < RETRY_MS) return { kind: 'retry', secret: successor(chain.salt, secret) };
  return { kind: 'reused' };
}

function rotated(salt: Buffer, secret: Buffer): Pick<RefreshChain, 'salt' | 'current' | 'next'> {
  return { salt, current: digest(secret), next: digest(successor(salt, secret)) };
}

const successor = (salt: Buffer, secret: Buffer) => createHmac('sha256', secret).update(salt).digest();

/** The first half of SHA-256. */
const digest = (secret: Buffer) => hash('sha256', secret, 'buffer').subarray(0, CHAIN_PART_BYTES);
