import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KNOWN_DAYS } from '../known-devices/known-devices.sql.js';

// A browser takes what begins so over TLS alone: nobody on the wire can put another in its place.
const REFRESH = '__Secure-palier-refresh';
const DEVICE = '__Secure-palier-device';
const DAY_SECONDS = 86_400;

/** What a browser keeps for one tenant, out of reach of scripts. */
export interface SignInCookies {
  readonly refreshToken?: string;
  readonly deviceToken?: string;
}

export function cookiesOf({ headers }: FastifyRequest): SignInCookies {
  const cookies = (headers.cookie ?? '').split(';').map((text) => text.trim());
  return { refreshToken: only(cookies, REFRESH), deviceToken: only(cookies, DEVICE) };
}

/** Of several of one name all but one are another host's of the domain, and nothing tells which: none counts. */
function only(cookies: readonly string[], name: string): string | undefined {
  const [cookie, another] = cookies.filter((text) => text.startsWith(`${name}=`));
  return cookie && !another ? parseCookie(cookie)[name] : undefined;
}

/** Has the browser keep the refresh token until its session ends. */
export function keepRefreshToken(reply: FastifyReply, slug: string, token: string, expiresAt: Date): void {
  setCookie(reply, slug, REFRESH, token, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
}

/** Has the browser forget the refresh token. */
export function dropRefreshToken(reply: FastifyReply, slug: string): void {
  setCookie(reply, slug, REFRESH, '', 0);
}

/** Has the browser keep the device token for as long as the device is known. */
export function keepDeviceToken(reply: FastifyReply, slug: string, token: string): void {
  setCookie(reply, slug, DEVICE, token, KNOWN_DAYS * DAY_SECONDS);
}

function setCookie(reply: FastifyReply, slug: string, name: string, value: string, maxAge: number): void {
  const scope = { path: `/v1/auth/${slug}`, httpOnly: true, secure: true, sameSite: 'strict' } as const;
  reply.header('set-cookie', stringifySetCookie({ name, value, maxAge: Math.max(0, maxAge), ...scope }));
}
