import { createHash, randomBytes } from 'node:crypto';
import { uuidBytes, uuidOf } from '#platform/ids';

const userBytes = 16;
const secretBytes = 32;

/** Proves that a user signed in from a device before. It grants no access: its device is not slowed by others' failed tries. */
export interface DeviceToken {
  readonly userId: string;
  /** SHA-256 of the secret; the secret itself is not stored. */
  readonly hash: Buffer;
}

/** Makes a token for a user; its text is sent to the device alone. */
export function newDeviceToken(userId: string): DeviceToken & { readonly text: string } {
  const secret = randomBytes(secretBytes);
  const text = Buffer.concat([uuidBytes(userId), secret]).toString('base64url');
  return { userId, hash: hashOf(secret), text };
}

/** Parses the text of a token; undefined where it is not one. */
export function readDeviceToken(text: string): DeviceToken | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== userBytes + secretBytes || bytes.toString('base64url') !== text) return undefined;
  const userId = uuidOf(bytes.subarray(0, userBytes));
  return { userId, hash: hashOf(bytes.subarray(userBytes)) };
}

function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
