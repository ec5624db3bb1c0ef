import { createHash, randomBytes } from 'node:crypto';
import { newId } from '#platform/ids';

const idBytes = 16;
const secretBytes = 32;

/** Where a token stands and what it must match; the secret itself is in the mail alone. */
export interface EmailToken {
  readonly id: string;
  readonly hash: Buffer;
}

/** A new token of what has this id, and the text for its link. */
export function makeToken(id: string = newId()): EmailToken & { secret: string } {
  const random = randomBytes(secretBytes);
  const secret = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), random]).toString('base64url');
  return { id, hash: hashOf(random), secret };
}

/** Undefined where the text cannot be one. */
export function parseToken(secret: string): EmailToken | undefined {
  if (!/^[\w-]{64}$/.test(secret)) return undefined;
  const bytes = Buffer.from(secret, 'base64url');
  const hex = bytes.subarray(0, idBytes).toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { id, hash: hashOf(bytes.subarray(idBytes)) };
}

/** Of 256 random bits, which nobody guesses: a slow hash would add nothing. */
const hashOf = (random: Buffer) => createHash('sha256').update(random).digest();
