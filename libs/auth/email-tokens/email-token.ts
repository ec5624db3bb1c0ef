import { createHash, randomBytes } from 'node:crypto';
import { newId, uuidBytes, uuidOf } from '#platform/ids';

const idBytes = 16;
const secretBytes = 32;

/** What a link in a mail lets its reader do. */
export type EmailPurpose = 'verify-email' | 'reset-password' | 'cancel-erasure';

/** The row id of a token and the hash that it must match; the secret itself is only in the mail. */
export interface EmailToken {
  readonly id: string;
  readonly hash: Buffer;
}

/** Makes a token for the row with this id, and the secret text for its link. */
export function makeToken(id: string = newId()): EmailToken & { secret: string } {
  const random = randomBytes(secretBytes);
  const secret = Buffer.concat([uuidBytes(id), random]).toString('base64url');
  return { id, hash: hashOf(random), secret };
}

/** Undefined where the text does not have the form of a token. */
export function parseToken(secret: string): EmailToken | undefined {
  if (!/^[\w-]{64}$/.test(secret)) return undefined;
  const bytes = Buffer.from(secret, 'base64url');
  const id = uuidOf(bytes.subarray(0, idBytes));
  return { id, hash: hashOf(bytes.subarray(idBytes)) };
}

/** 256 random bits cannot be guessed, so a slow hash would add nothing. */
const hashOf = (random: Buffer) => createHash('sha256').update(random).digest();
