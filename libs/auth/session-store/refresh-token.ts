import { randomBytes } from 'node:crypto';
import { uuidBytes, uuidOf } from '#platform/ids';

/** The parts of a refresh token: the user, the session, and two secrets that only the client has. */
export interface RefreshToken {
  readonly userId: string;
  readonly sessionId: string;
  /** The same in all generations: a client that knows it has had a token of this session. 16 bytes. */
  readonly familySecret: Buffer;
  /** Different in each generation. 32 bytes. */
  readonly secret: Buffer;
}

const BYTES = 80;
const TEXT = /^[A-Za-z0-9_-]{107}$/;

/** The two secrets of a new session. */
export function firstSecrets(): Pick<RefreshToken, 'familySecret' | 'secret'> {
  return { familySecret: randomBytes(16), secret: randomBytes(32) };
}

/** 107 characters of base64url. */
export function formatRefreshToken({ userId, sessionId, familySecret, secret }: RefreshToken): string {
  return Buffer.concat([uuidBytes(userId), uuidBytes(sessionId), familySecret, secret]).toString('base64url');
}

/** Parses a refresh token; undefined where the text does not have its form. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  if (!TEXT.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  // The last character has two unused bits: each token has only one text.
  if (bytes.length !== BYTES || bytes.toString('base64url') !== text) return undefined;
  return {
    userId: uuidOf(bytes.subarray(0, 16)),
    sessionId: uuidOf(bytes.subarray(16, 32)),
    familySecret: bytes.subarray(32, 48),
    secret: bytes.subarray(48),
  };
}
