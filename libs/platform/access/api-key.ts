import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * `palier_op_<prefix>_<secret>`: the prefix finds the row and may be shown; only the SHA-256 of
 * the secret is stored. The secret is 256 random bits, so a fast hash is enough.
 */
const format = /^palier_op_([a-z2-7]{8})_([\w-]{43})$/;

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

export interface ApiKeyParts {
  prefix: string;
  secret: string;
}

/** A key as operators see it: its prefix identifies it; its secret is never shown again. */
export interface ListedKey {
  prefix: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  /** At most a minute old; null before the first use. */
  lastUsedAt: Date | null;
}

/** Draws the random parts of a new key, of an operator or of a member. */
export function drawApiKey(): ApiKeyParts {
  const prefix = Array.from(randomBytes(8), (byte) => base32[byte % 32]).join('');
  return { prefix, secret: randomBytes(32).toString('base64url') };
}

/** The parts of a credential, undefined when it does not look like a key. */
export function parseApiKey(credential: string): ApiKeyParts | undefined {
  const [, prefix, secret] = format.exec(credential) ?? [];
  return prefix && secret ? { prefix, secret } : undefined;
}

/** The text of a key, which its owner stores. */
export function writeApiKey({ prefix, secret }: ApiKeyParts): string {
  return `palier_op_${prefix}_${secret}`;
}

/** The hash of a secret, as stored. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in constant time; without a hash it takes as long and returns false. */
export function secretMatches(secret: string, hash: Buffer | undefined): boolean {
  const given = hashSecret(secret);
  return timingSafeEqual(given, hash ?? Buffer.alloc(given.length)) && hash !== undefined;
}
