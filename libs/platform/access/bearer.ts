import { credentialMissing, credentialRejected } from './access.errors.js';

/** A longer header is refused before any work is spent on it; the longest credential has 63 characters. */
const maxBytes = 4096;

/**
 * The credential of an `Authorization` header (RFC 6750 §2.1).
 *
 * @param header its value, or all its values where the caller has kept repeated headers apart
 * @throws Problem `unauthenticated` (401) when there is none, several, one of another scheme, or
 *   one above 4 KiB
 */
export function bearerCredential(header: string | readonly string[] | undefined): string {
  const values = typeof header === 'string' ? [header] : (header ?? []);
  const [value] = values;
  if (value === undefined) throw credentialMissing();
  if (values.length > 1 || value.length > maxBytes) throw credentialRejected();
  const credential = /^bearer +([\w.~+/-]+=*)$/i.exec(value)?.[1];
  if (!credential) throw credentialRejected();
  return credential;
}

/** Every `Authorization` header of a request, which Node's `headers` reduce to the first. */
export function authorizationHeaders(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_value, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'authorization');
}
