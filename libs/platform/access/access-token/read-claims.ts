import { isRole } from '../role.js';
import type { AccessTokenClaims } from './access-token.js';

/** As the application makes its ids: version 7, in lower case. */
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The claims of a payload, undefined where one is missing or of another type. */
export function readClaims(payload: Readonly<Record<string, unknown>>): AccessTokenClaims | undefined {
  const { iss, aud, sub, client_id: client, tid, sid, jti, iat, exp, nbf, role, name } = payload;
  if (!isText(iss) || !isText(client) || !isText(name) || !isText(role) || !isRole(role)) return undefined;
  if (!isId(sub) || !isId(tid) || !isId(sid) || !isId(jti)) return undefined;
  if (!isSecond(iat) || !isSecond(exp)) return undefined;
  // Our tokens never have `nbf`, which would have to be checked (RFC 7519 §4.1.5).
  if (nbf !== undefined) return undefined;
  if (!isText(aud) && !(Array.isArray(aud) && aud.every(isText))) return undefined;
  return { iss, aud, sub, tid, sid, jti, iat, exp, role, name };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && uuidV7.test(value);
}

function isSecond(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
