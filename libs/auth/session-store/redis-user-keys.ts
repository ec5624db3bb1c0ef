import { isRole } from '#platform/access';
import { uuidBytes, uuidOf } from '#platform/ids';
import type { StoredSession } from './exchange-refresh-token.js';
import { packedExpiry, unpackSession } from './packed-session.js';
import type { Session } from './session.js';

/**
 * The key of a user's hash, which holds all their sessions in one slot: one field per session, the values that they
 * have in common (`!role`, `!name`), and the marks that revoke their tokens (`!user`, `!tokens`).
 */
export function userKey(tenantId: string, userId: string): string {
  return `palier:sessions:{${tenantId}:${userId}}`;
}

/** A key in the same slot that never exists. */
export function probeKey(tenantId: string, userId: string): string {
  return `palier:probe:{${tenantId}:${userId}}`;
}

/** The patterns for SCAN. */
export const keysOfTenant = (tenantId: string) => `palier:sessions:{${tenantId}:*`;
export const everyKey = 'palier:sessions:*';

/** The tenant and user of a key. */
export function ownerOf(key: string): { tenantId: string; userId: string } {
  const [tenantId = '', userId = ''] = key.slice(key.indexOf('{') + 1, -1).split(':');
  return { tenantId, userId };
}

/** The field of a session: its id in 22 characters instead of 36. */
export function fieldOf(id: string): string {
  return uuidBytes(id).toString('base64url');
}

/** The id of a field. */
export function idOf(field: string): string {
  return uuidOf(Buffer.from(field, 'base64url'));
}

export const isSessionField = (field: string) => !field.startsWith('!');

/** One session of a hash; undefined where it does not exist or has expired. */
export function sessionIn(
  key: string,
  field: string,
  [packed, role, name]: readonly (Buffer | null | undefined)[],
  now: number,
): StoredSession | undefined {
  if (!packed || packedExpiry(packed) <= now) return undefined;
  const common = { role: roleOf(role), name: name?.toString() ?? '' };
  return unpackSession(packed, { ...ownerOf(key), id: idOf(field), ...common });
}

/** The active sessions of a hash. */
export function sessionsIn(key: string, hash: Readonly<Record<string, Buffer>>, now: number): Session[] {
  return Object.entries(hash)
    .filter(([field]) => isSessionField(field))
    .flatMap(([field, packed]) => sessionIn(key, field, [packed, hash['!role'], hash['!name']], now)?.session ?? []);
}

function roleOf(text: Buffer | null | undefined): Session['role'] {
  const role = text?.toString() ?? '';
  // An unreadable role grants the least.
  return isRole(role) ? role : 'member';
}
