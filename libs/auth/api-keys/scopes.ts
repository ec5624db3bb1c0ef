import { declaredPermissions, declarePermission, mayCall, type Principal } from '#platform/access';
import type { KeyKind } from './key-text.js';

/** All that a publishable key may do: send events. Everyone can read such a key. */
const ingest = ['events.ingest'];
declarePermission('events.ingest', 'member');

/** Permissions reserved for signed-in people: a leaked key must not be able to create keys or invite people. `*` includes them. */
const forPeople = /^\*$|^(me|keys|invitations|platform)\.|^members\.write$/;

/** The scopes that a principal can give to a key, in order of name. */
export function scopesFor(caller: Principal, kind: KeyKind): string[] {
  const allowed = kind === 'publishable' ? ingest : declaredPermissions().filter((each) => !forPeople.test(each));
  return allowed.filter((permission) => mayCall(caller, permission));
}

/** The scopes that count now: those of the key's row without any that its kind may not have. */
export function scopesInForce(kind: KeyKind, scopes: readonly string[]): ReadonlySet<string> {
  return new Set(scopes.filter((scope) => (kind === 'publishable' ? ingest.includes(scope) : !forPeople.test(scope))));
}
