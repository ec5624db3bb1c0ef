import { createHash, randomBytes } from 'node:crypto';
import { uuidBytes, uuidOf } from '#platform/ids';

const idBytes = 16;
const secretBytes = 32;

/** The token of a mailed link or of a known device, as it is stored: without its secret, which only its holder has. */
export interface SecretToken {
  /** Of the row, or of the user whose device it is. */
  readonly id: string;
  /** SHA-256 of the secret: 256 random bits cannot be guessed, so a slow hash would add nothing. */
  readonly hash: Buffer;
}

/** Makes a token with this id, and its text for its holder. @param secret 32 bytes, by default random ones */
export function makeToken(id: string, secret = randomBytes(secretBytes)): SecretToken & { readonly text: string } {
  return { id, hash: hashOf(secret), text: Buffer.concat([uuidBytes(id), secret]).toString('base64url') };
}

/** Undefined where the text does not have the form of a token. */
export function parseToken(text: string): SecretToken | undefined {
  if (!/^[\w-]{64}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return { id: uuidOf(bytes.subarray(0, idBytes)), hash: hashOf(bytes.subarray(idBytes)) };
}

const hashOf = (secret: Buffer) => createHash('sha256').update(secret).digest();
