import type { CachedAnswer, ContentEncoding } from '../cached-answer.js';
import { KEPT_AS_STRING } from '../content-encoding.js';

/** An answer with the data that decides whether it is still valid. */
export interface PackedAnswer {
  readonly answer: CachedAnswer;
  /** The versions of its tags, read before its fill read the database. */
  readonly versions: readonly string[];
  /** Milliseconds since 1970. */
  readonly filledAt: number;
  /** Seconds. */
  readonly ttl: number;
}

/** The first line of the packed form; the body follows, one character a byte. */
type Head = readonly [
  versions: readonly string[],
  filledAt: number,
  ttl: number,
  etag: string,
  contentType: string,
  encoding: ContentEncoding | null,
  headers: readonly string[],
];

/**
 * Packs an answer into one string: a line of JSON, then the body in latin1. Measured on 1 to 100 KB: text
 * keeps its length; compressed bodies grow by half, where base64 adds a third, but are read twice as fast.
 */
export function packAnswer({ answer, versions, filledAt, ttl }: PackedAnswer): string {
  const { body, etag, contentType, encoding, headers } = answer;
  const head: Head = [versions, filledAt, ttl, etag, contentType, encoding ?? null, headers];
  return `${JSON.stringify(head)}\n${typeof body === 'string' ? body : body.toString('latin1')}`;
}

/** @throws SyntaxError or TypeError for a string that `packAnswer` did not make */
export function unpackAnswer(packed: string): PackedAnswer {
  const end = packed.indexOf('\n');
  const [versions, filledAt, ttl, etag, contentType, encoding, headers] = JSON.parse(packed.slice(0, end)) as Head;
  const text = packed.slice(end + 1);
  const body = text.length <= KEPT_AS_STRING ? text : Buffer.from(text, 'latin1');
  return { answer: { body, etag, contentType, encoding: encoding ?? undefined, headers }, versions, filledAt, ttl };
}
