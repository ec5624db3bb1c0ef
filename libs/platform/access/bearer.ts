import type { RouteDeclaration } from '#platform/routes';
import { accessProblems, credentialMissing, credentialRejected } from './access.errors.js';

/** Characters of the header, at most: longer ones are refused before any work. A token has about 700, a key 63. */
const maxBytes = 4096;

/** That of RFC 6750, and the one by which feed readers send what `ClientLogin` gave them. */
const scheme = /^(?:bearer +|googlelogin +auth=)/i;

const headerName = 'authorization';

/**
 * The credential of an `Authorization` header (RFC 6750 §2.1). Its form is checked by the verifier of
 * its kind.
 *
 * @param header its value, or all its values where the caller has separated repeated headers
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

/**
 * What a request presents to be authorised: its `Authorization` headers or, where it has none and the route allows it, the
 * publishable key of its query in their form.
 *
 * @param query decoded; a list where a name came more than once
 * @throws Problem `credential_in_url` (400) when the query of such a route has another credential, also beside a header
 * @throws Problem `unauthenticated` (401) when its query has several keys
 */
export function presentedCredentials(
  rawHeaders: readonly string[],
  route: RouteDeclaration | undefined,
  { key }: Readonly<Record<string, unknown>>,
): string[] {
  const headers = authorizationHeaders(rawHeaders);
  if (!route?.keyInQuery || key === undefined) return headers;
  if (typeof key !== 'string') throw credentialRejected();
  if (!key.startsWith('palier_pk_')) throw accessProblems.credential_in_url();
  return headers.length > 0 ? headers : [`Bearer ${key}`];
}

/** Every `Authorization` header of a request, which Node's `headers` reduce to the first. */
export function authorizationHeaders(rawHeaders: readonly string[]): string[] {
  const values: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    const value = rawHeaders[i + 1];
    // The length is compared first, because it is cheaper than lower case.
    if (name?.length === headerName.length && name.toLowerCase() === headerName && value !== undefined)
      values.push(value);
  }
  return values;
}
