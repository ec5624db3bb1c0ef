import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KNOWN_DAYS } from '../known-devices/known-devices.sql.js';

// Browsers accept cookies with this prefix over TLS only, so that nobody on the network can replace them.
const REFRESH = '__Secure-palier-refresh';
const DEVICE = '__Secure-palier-device';
const DAY_SECONDS = 86_400;

/** The cookies of one tenant, which scripts cannot read. */
export interface SignInCookies {
  readonly refreshToken?: string;
  readonly deviceToken?: string;
}

export function cookiesOf({ headers }: FastifyRequest): SignInCookies {
  const cookies = (headers.cookie ?? '').split(';').map((text) => text.trim());
  return { refreshToken: only(cookies, REFRESH), deviceToken: only(cookies, DEVICE) };
}

/** Of several cookies with one name, another host of the domain set all but one, and it is unknown which: none is used. */
function only(cookies: readonly string[], name: string): string | undefined {
  const [cookie, another] = cookies.filter((text) => text.startsWith(`${name}=`));
  return cookie && !another ? parseCookie(cookie)[name] : undefined;
}

/** Stores the refresh token in the browser until its session expires. */
export function keepRefreshToken(reply: FastifyReply, slug: string, token: string, expiresAt: Date): void {
  setCookie(reply, slug, REFRESH, token, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
}

/** Deletes the refresh token from the browser. */
export function dropRefreshToken(reply: FastifyReply, slug: string): void {
  setCookie(reply, slug, REFRESH, '', 0);
}

/** Stores the device token in the browser for as long as the device is known. */
export function keepDeviceToken(reply: FastifyReply, slug: string, token: string): void {
  setCookie(reply, slug, DEVICE, token, KNOWN_DAYS * DAY_SECONDS);
}

function setCookie(reply: FastifyReply, slug: string, name: string, value: string, maxAge: number): void {
  const scope = { path: `/v1/auth/${slug}`, httpOnly: true, secure: true, sameSite: 'strict' } as const;
  reply.header('set-cookie', stringifySetCookie({ name, value, maxAge: Math.max(0, maxAge), ...scope }));
}
