import { isUtf8 } from 'node:buffer';
import { destinationOf } from './destination.js';

/** One request of an exchange; a redirect leads to the next one. */
export interface Hop {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Headers that mean nothing private, and that another origin may get. */
const harmless = /^(accept|accept-.*|user-agent|if-none-match|if-modified-since)$/;

/**
 * The request to which an answer redirects; undefined when it does not, as with a `Location` that is missing, repeated or
 * no URL: then the answer is taken as it is. Headers that the new origin should not get are left out, for good. 303, and
 * 301 and 302 of a POST, lead to a GET without the body (RFC 9110 §15.4).
 *
 * @throws Problem `destination_refused` (422) when requests may not go there
 */
export function redirected(hop: Hop, status: number, location: string | string[] | undefined): Hop | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string') return undefined;
  // Header values are read as Latin-1, but many servers write UTF-8.
  const bytes = Buffer.from(location, 'latin1');
  const target = URL.parse(isUtf8(bytes) ? bytes.toString() : location, hop.url);
  if (!target) return undefined;
  const url = destinationOf(target);
  const keepsBody = hop.method === 'GET' ? status !== 303 : status >= 307;
  const headers = Object.entries(hop.headers).filter(
    ([name]) => (url.origin === hop.url.origin || harmless.test(name)) && (keepsBody || !name.startsWith('content-')),
  );
  return {
    url,
    method: keepsBody ? hop.method : 'GET',
    headers: Object.fromEntries(headers),
    ...(keepsBody && { body: hop.body }),
  };
}
