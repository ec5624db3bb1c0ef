import type { IncomingHttpHeaders } from 'node:http';
import { stringifySetCookie } from 'cookie';

/** The header, and the cookie, by which a client reads its own writes. */
export const PALIER_WROTE = 'Palier-Wrote';
/** How long a browser sends the cookie, in seconds. */
const COOKIE_SECONDS = 2;

const cookie = new RegExp(`(?:^|; )${PALIER_WROTE}=([\\w.~-]+)`);

const none: readonly string[] = [];

/**
 * The positions of the client's last writes: of the header and of the cookie, since either may be the newer where the code of
 * a page keeps the header of some answers only. None of them was checked.
 */
export function positionsOf({ 'palier-wrote': header, cookie: cookies }: IncomingHttpHeaders): readonly string[] {
  const ofCookie = cookies === undefined ? undefined : cookie.exec(cookies)?.[1];
  if (header === undefined && ofCookie === undefined) return none;
  return [header, ofCookie].filter((each) => typeof each === 'string');
}

/** The Set-Cookie for a browser, which needs no code to send the position back; undefined for other clients. */
export function cookieFor(headers: IncomingHttpHeaders, position: string, secure: boolean): string | undefined {
  // Every browser sends one of the two with a write, and Sec-Fetch-Site with a read from a secure page.
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
