import { isUtf8 } from 'node:buffer';
import { LRUCache } from 'lru-cache';
import type { AccessToken } from './access-token.js';
import { readClaims } from './read-claims.js';

/** Longer ones are refused before any work: ours have some 700 characters. */
const LONGEST = 4096;

/** Three parts in base64url without padding; the last character of 64 bytes has four bits to spare, which are 0. */
const compact = /^([\w-]+)\.([\w-]+)\.([\w-]{85}[AQgw])$/;

const keyId = /^[\w-]{1,64}$/;

/** The keys that headers named, by header: all tokens of one key have the same, to the letter. */
const kids = new LRUCache<string, string>({ max: 64 });

/**
 * Takes a token apart by RFC 8725 and RFC 9068: undefined unless it is a compact JWS of ES256 and
 * `at+jwt` whose claims are all there and of their types. Nothing of it is true yet.
 */
export function parseAccessToken(token: string): AccessToken | undefined {
  if (token.length > LONGEST) return undefined;
  const [, header, payload, signature] = compact.exec(token) ?? [];
  if (!header || !payload || !signature) return undefined;
  const kid = kids.get(header) ?? readHeader(header);
  if (kid === undefined) return undefined;
  const claims = readClaims(readObject(payload) ?? {});
  if (!claims) return undefined;
  const signed = Buffer.from(token.slice(0, -signature.length - 1), 'latin1');
  return { kid, claims, signed, signature: Buffer.from(signature, 'base64url') };
}

/**
 * The key that a header names. One that says anything else is not ours: neither where to fetch a
 * key (`jwk`, `jku`, `x5u`, `x5c`), nor what must be understood first (`crit`, `b64`), nor `zip`.
 */
function readHeader(text: string): string | undefined {
  const { alg, typ, kid, ...others } = readObject(text) ?? {};
  if (alg !== 'ES256' || typ !== 'at+jwt' || Object.keys(others).length > 0) return undefined;
  if (typeof kid !== 'string' || !keyId.test(kid)) return undefined;
  kids.set(text, kid);
  return kid;
}

/** Of a key that is there twice the last counts, for every reader of what is returned. */
function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  // What no bytes end with (RFC 4648 §3.5): Node would take it, and two texts would be one token.
  if (text.length % 4 === 1) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (!isUtf8(bytes)) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
