import { declaredPermissions, declarePermission, mayCall, type Principal } from '#platform/access';
import type { KeyKind } from './key-text.js';

/** What a publishable key may do, which everyone can read: hand events in. */
const ingest = ['events.ingest'];
declarePermission('events.ingest', 'member');

/** What is a person's to do: whoever finds a key must not be able to make others, or let people in. `*` is all of it. */
const peoples = /^\*$|^(me|keys|invitations|platform)\.|^members\.write$/;

/** The scopes that a principal can give to a key, in order of name. */
export function scopesFor(caller: Principal, kind: KeyKind): string[] {
  const open = kind === 'publishable' ? ingest : declaredPermissions().filter((each) => !peoples.test(each));
  return open.filter((permission) => mayCall(caller, permission));
}

/** What a key's scopes are worth now, whatever was written with it. */
export function scopesInForce(kind: KeyKind, scopes: readonly string[]): ReadonlySet<string> {
  return new Set(scopes.filter((scope) => (kind === 'publishable' ? ingest.includes(scope) : !peoples.test(scope))));
}
