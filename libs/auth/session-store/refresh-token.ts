import { randomBytes } from 'node:crypto';

/** What a refresh token says: whose session it is, and two secrets that only its client has. */
export interface RefreshToken {
  readonly userId: string;
  readonly sessionId: string;
  /** The same through all generations: whoever has it had a token of this session. 16 bytes. */
  readonly familySecret: Buffer;
  /** Another one each time. 32 bytes. */
  readonly secret: Buffer;
}

const BYTES = 80;
const TEXT = /^[A-Za-z0-9_-]{107}$/;

/** The two secrets of a session that begins. */
export function firstSecrets(): Pick<RefreshToken, 'familySecret' | 'secret'> {
  return { familySecret: randomBytes(16), secret: randomBytes(32) };
}

/** 107 characters of base64url. */
export function formatRefreshToken({ userId, sessionId, familySecret, secret }: RefreshToken): string {
  return Buffer.concat([uuidBytes(userId), uuidBytes(sessionId), familySecret, secret]).toString('base64url');
}

/** What a text says that may be a refresh token; undefined where it has not the form of one. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  if (!TEXT.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  // The last character has two bits to spare: one token has one spelling.
  if (bytes.length !== BYTES || bytes.toString('base64url') !== text) return undefined;
  return {
    userId: uuidOf(bytes.subarray(0, 16)),
    sessionId: uuidOf(bytes.subarray(16, 32)),
    familySecret: bytes.subarray(32, 48),
    secret: bytes.subarray(48),
  };
}

const uuidBytes = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
