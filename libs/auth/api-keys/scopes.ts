import {
  declaredPermissions,
  declarePermission,
  mayCall,
  type Principal,
  permissionsOf,
  personalScopes,
  type Role,
} from '#platform/access';
import type { KeyKind } from './key-text.js';

/** All that a publishable key may do: send events. Everyone can read such a key. */
export const sendEvents = 'analytics.write';
// Also while no loaded route requires it, as in the worker.
declarePermission(sendEvents, 'member');

/** Permissions reserved for signed-in people: a leaked key must not be able to create keys or invite people. `*` includes them. */
const forPeople = /^\*$|^(me|keys|invitations|platform)\.|^members\.write$/;

/** The scopes that a principal can give to a key, in order of name. */
export function scopesFor(caller: Principal, kind: KeyKind): string[] {
  return declaredPermissions().filter((each) => mayHave(kind, each) && mayCall(caller, each));
}

/** The scopes that count now: those of the key's row without any that its kind may not have. */
export function scopesInForce(kind: KeyKind, scopes: readonly string[]): ReadonlySet<string> {
  return new Set(scopes.filter((scope) => mayHave(kind, scope)));
}

/** The scopes of a personal key that its user's role gives now. */
export function scopesOfUser(tenantId: string, role: Role, scopes: readonly string[]): ReadonlySet<string> {
  const held = permissionsOf(role, tenantId);
  return new Set([...scopesInForce('personal', scopes)].filter((scope) => held.has(scope)));
}

function mayHave(kind: KeyKind, scope: string): boolean {
  if (kind === 'publishable') return scope === sendEvents;
  return !forPeople.test(scope) && (kind === 'secret' || personalScopes().has(scope));
}
