import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RefreshToken } from './refresh-token.js';

/**
 * What the store keeps of a session's refresh tokens: no secret, but hashes. The salt alone makes
 * no token, and a token alone does not make its successor.
 */
export interface RefreshChain {
  readonly salt: Buffer;
  readonly family: Buffer;
  readonly previous: Buffer;
  readonly current: Buffer;
  readonly next: Buffer;
}

type Secrets = Pick<RefreshToken, 'familySecret' | 'secret'>;

/** What a presented token is worth; `secret` is that of the successor. */
export type Judgement =
  | { readonly kind: 'rotate'; readonly secret: Buffer; readonly chain: RefreshChain }
  /** The successor was given already, a moment ago: it is given again. */
  | { readonly kind: 'retry'; readonly secret: Buffer }
  | { readonly kind: 'reused' }
  | { readonly kind: 'unknown' };

/** Bytes of the salt and of each hash. What is hashed is random: 128 bits cannot be searched. */
export const CHAIN_PART_BYTES = 16;

/** How long after a rotation the token that it consumed is a retry and no theft, in milliseconds. */
export const RETRY_MS = 10_000;

/** The chain of a session that begins with these secrets. */
export function beginChain({ familySecret, secret }: Secrets): RefreshChain {
  const salt = randomBytes(CHAIN_PART_BYTES);
  // No token came before the first: nobody finds a secret with this hash.
  return { ...rotated(salt, secret), family: digest(familySecret), previous: randomBytes(CHAIN_PART_BYTES) };
}

/**
 * Judges a token against what the store keeps. All hashes are compared whatever the first says, each
 * in constant time.
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
  // The next one was answered once: a failover lost that rotation, and only its client could know it.
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

/** SHA-256, its first half. */
const digest = (secret: Buffer) => hash('sha256', secret, 'buffer').subarray(0, CHAIN_PART_BYTES);
