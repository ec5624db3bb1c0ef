import { isUtf8 } from 'node:buffer';
import { LRUCache } from 'lru-cache';
import type { AccessToken } from './access-token.js';
import { readClaims } from './read-claims.js';

/** Characters of a token, at most: longer ones are refused before any work. Ours have about 700. */
const LONGEST = 4096;

/** Three parts in base64url without padding; the last character of the 64-byte signature has four unused bits, which must be 0. */
const compact = /^([\w-]+)\.([\w-]+)\.([\w-]{85}[AQgw])$/;

const keyId = /^[\w-]{1,64}$/;

/** Key ids by encoded header: all tokens of one key have the same header. */
const kids = new LRUCache<string, string>({ max: 64 });

/**
 * Parses a token by RFC 8725 and RFC 9068: undefined unless it is a compact JWS of ES256 and
 * `at+jwt` with every claim present and of its type. The signature is not verified here.
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

/** When a token expires by what it says, in milliseconds since 1970; 0 where it is none. */
export function expiryOf(token: string): number {
  return (parseAccessToken(token)?.claims.exp ?? 0) * 1000;
}

/**
 * The key id of a header. A header with any other parameter is refused: our tokens never have one
 * that names a key (`jwk`, `jku`, `x5u`, `x5c`), an extension (`crit`, `b64`) or `zip`.
 */
function readHeader(text: string): string | undefined {
  const { alg, typ, kid, ...others } = readObject(text) ?? {};
  if (alg !== 'ES256' || typ !== 'at+jwt' || Object.keys(others).length > 0) return undefined;
  if (typeof kid !== 'string' || !keyId.test(kid)) return undefined;
  kids.set(text, kid);
  return kid;
}

/** The JSON object of a base64url text, undefined where it is none. Of duplicate keys the last wins. */
function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  // No bytes encode to this length (RFC 4648 §3.5). Node would accept it, and two texts would be one token.
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
