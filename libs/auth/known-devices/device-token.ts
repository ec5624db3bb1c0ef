import { createHash, randomBytes } from 'node:crypto';

const userBytes = 16;
const secretBytes = 32;

/** Proves that someone signed in from a device before. It opens nothing: it spares its user others' failed tries. */
export interface DeviceToken {
  readonly userId: string;
  /** SHA-256 of the secret: all that is kept. */
  readonly hash: Buffer;
}

/** A new token of a user; its text is shown to the device alone. */
export function newDeviceToken(userId: string): DeviceToken & { readonly text: string } {
  const secret = randomBytes(secretBytes);
  const text = Buffer.concat([Buffer.from(userId.replaceAll('-', ''), 'hex'), secret]).toString('base64url');
  return { userId, hash: hashOf(secret), text };
}

/** What a text says; undefined where it is no token. */
export function readDeviceToken(text: string): DeviceToken | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== userBytes + secretBytes || bytes.toString('base64url') !== text) return undefined;
  const userId = bytes.toString('hex', 0, userBytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { userId, hash: hashOf(bytes.subarray(userBytes)) };
}

function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
