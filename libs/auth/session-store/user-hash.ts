import { isRole } from '#platform/access';
import type { KeptSession } from './exchange.js';
import { packedExpiry, unpackSession } from './packed-session.js';
import type { Session } from './session.js';

/**
 * All that Redis holds of a user is one hash, and so in one slot: a field a session, and beside them
 * what its sessions have in common (`!role`, `!name`) and what strikes their tokens (`!user`, `!tokens`).
 */
export function userKey(tenantId: string, userId: string): string {
  return `palier:sessions:{${tenantId}:${userId}}`;
}

/** In the same slot, and never there. */
export function probeKey(tenantId: string, userId: string): string {
  return `palier:probe:{${tenantId}:${userId}}`;
}

/** What SCAN looks for. */
export const keysOfTenant = (tenantId: string) => `palier:sessions:{${tenantId}:*`;
export const everyKey = 'palier:sessions:*';

/** Whose hash a key is of. */
export function ownerOf(key: string): { tenantId: string; userId: string } {
  const [tenantId = '', userId = ''] = key.slice(key.indexOf('{') + 1, -1).split(':');
  return { tenantId, userId };
}

/** The field of a session: its id in 22 characters in place of 36. */
export function fieldOf(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

/** The id of a field. */
export function idOf(field: string): string {
  const hex = Buffer.from(field, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export const isSessionField = (field: string) => !field.startsWith('!');

/** One session of a hash; undefined where it is not there, or over. */
export function sessionIn(
  key: string,
  field: string,
  [packed, role, name]: readonly (Buffer | null | undefined)[],
  now: number,
): KeptSession | undefined {
  if (!packed || packedExpiry(packed) <= now) return undefined;
  const common = { role: roleOf(role), name: name?.toString() ?? '' };
  return unpackSession(packed, { ...ownerOf(key), id: idOf(field), ...common });
}

/** The sessions of a whole hash that are alive. */
export function sessionsIn(key: string, hash: Readonly<Record<string, Buffer>>, now: number): Session[] {
  return Object.entries(hash)
    .filter(([field]) => isSessionField(field))
    .flatMap(([field, packed]) => sessionIn(key, field, [packed, hash['!role'], hash['!name']], now)?.session ?? []);
}

function roleOf(text: Buffer | null | undefined): Session['role'] {
  const role = text?.toString() ?? '';
  // What cannot be read gives the least.
  return isRole(role) ? role : 'member';
}
