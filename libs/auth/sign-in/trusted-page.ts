import type { IncomingHttpHeaders } from 'node:http';
import { signInProblems } from './sign-in.errors.js';

/**
 * Checks the page that sent a request with cookies. A browser adds cookies to requests of any page, but no page can
 * forge `Origin`, and a header such as `X-Palier-Client` needs a CORS preflight from other origins.
 *
 * @param origins the origins of this server and of the tenant
 * @throws Problem `cookie_not_trusted` (403)
 */
export function assertTrustedPage(headers: IncomingHttpHeaders, origins: readonly string[]): void {
  const { origin } = headers;
  const own = origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : origins.includes(origin);
  // On another site the browser would not store the `SameSite=Strict` cookie, and the user would silently be signed out.
  const foreign = headers['sec-fetch-site'] === 'cross-site';
  if (!own || foreign || !headers['x-palier-client']) throw signInProblems.cookie_not_trusted();
}
