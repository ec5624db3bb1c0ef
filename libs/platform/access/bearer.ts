import { credentialMissing, credentialRejected } from './access.errors.js';

/** A longer header is refused before any work is spent on it: an access token has some 700 characters, a key 63. */
const maxBytes = 4096;

const scheme = /^bearer +/i;

const headerName = 'authorization';

/**
 * The credential of an `Authorization` header (RFC 6750 §2.1). Whether its characters are those of
 * a credential is for whoever knows its kind to say.
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
  const credential = value.slice(scheme.exec(value)?.[0].length ?? value.length);
  if (!credential) throw credentialRejected();
  return credential;
}

/** Every `Authorization` header of a request, which Node's `headers` reduce to the first. */
export function authorizationHeaders(rawHeaders: readonly string[]): string[] {
  const values: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    const value = rawHeaders[i + 1];
    // Few names are as long: the others need not be written in lower case.
    if (name?.length === headerName.length && name.toLowerCase() === headerName && value !== undefined)
      values.push(value);
  }
  return values;
}
