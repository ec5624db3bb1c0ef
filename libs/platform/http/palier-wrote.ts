import type { IncomingHttpHeaders } from 'node:http';
import { stringifySetCookie } from 'cookie';

/** The header, and the cookie, by which a client reads its own writes. */
export const PALIER_WROTE = 'Palier-Wrote';
/** How long a browser sends the cookie, in seconds. */
const COOKIE_SECONDS = 2;

const cookie = new RegExp(`(?:^|; )${PALIER_WROTE}=([\\w.~-]+)`);

/** The position of the client's last write, where the request names one. */
export function positionIn(headers: IncomingHttpHeaders): string | undefined {
  const header = headers['palier-wrote'];
  if (typeof header === 'string') return header;
  return headers.cookie === undefined ? undefined : cookie.exec(headers.cookie)?.[1];
}

/** The Set-Cookie for a browser, which needs no code to send the position back; undefined for other clients. */
export function cookieFor(headers: IncomingHttpHeaders, position: string, secure: boolean): string | undefined {
  // Every browser sends one of the two with a write.
  if (headers.origin === undefined && headers['sec-fetch-site'] === undefined) return undefined;
  return stringifySetCookie({
    name: PALIER_WROTE,
    value: position,
    maxAge: COOKIE_SECONDS,
    path: '/v1',
    httpOnly: true,
    sameSite: 'strict',
    secure,
  });
}
