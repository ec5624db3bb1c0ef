import type { IncomingHttpHeaders } from 'node:http';
import { signInProblems } from './sign-in.errors.js';

/**
 * Holds a request that lives on cookies to its page: a browser adds cookies to whatever any page
 * has it send, but lets none forge `Origin`, and asks before it sends a header like `X-Palier-Client`.
 *
 * @param origins this server's and the tenant's
 * @throws Problem `cookie_not_trusted` (403)
 */
export function assertTrustedPage(headers: IncomingHttpHeaders, origins: readonly string[]): void {
  const { origin } = headers;
  const own = origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : origins.includes(origin);
  // Its browser keeps no cookie that is `SameSite=Strict`, and would be signed out at once without a word.
  const foreign = headers['sec-fetch-site'] === 'cross-site';
  if (!own || foreign || !headers['x-palier-client']) throw signInProblems.cookie_not_trusted();
}
