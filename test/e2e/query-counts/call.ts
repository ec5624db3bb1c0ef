import type { InjectOptions } from 'fastify';
import type { Shop } from '../../support/shop.js';

/** One request of an operation, and the statements that it sends to PostgreSQL, in order. */
export interface Call {
  readonly request: InjectOptions;
  readonly sends: readonly string[];
  /** Whether they leave at once, so that the order is nobody's promise. */
  readonly atOnce?: true;
  /** The code of the refusal that must come; without it the request must succeed. */
  readonly refused?: string;
}

/** An operation with its calls, which are made one after the other, in a tenant of their own. */
export type Case = readonly [operation: string, calls: (shop: Shop) => Promise<readonly Call[]> | readonly Call[]];

export const get = (url: string): InjectOptions => ({ method: 'GET', url });
export const post = (url: string, payload: object = {}): InjectOptions => ({ method: 'POST', url, payload });
export const remove = (url: string, payload?: object): InjectOptions => ({ method: 'DELETE', url, payload });

/** A request of whoever holds this token or key. */
export const as = (credential: string, request: InjectOptions): InjectOptions => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${credential}` },
});

/** A change of what was read at a version. */
export const ofVersion = (version: number, request: InjectOptions): InjectOptions => ({
  ...request,
  headers: { ...request.headers, 'if-match': `"v${version}"` },
});

/** What a change leaves behind that is told. */
export const traces = ['audit.lines.insert', 'outbox.insert'];
/** What a strict route asks first of whoever is signed in. */
export const strictly = ['auth.sessions.status'];

/** What ends every session of a user: everybody is told first, then the store. */
export const ending = [
  'auth.revocations.insert',
  'auth.sessions.lock-user',
  'auth.sessions.mark-user',
  'auth.sessions.end',
];

/** What takes back the access that a user gave. */
export const withdrawing = ['auth.invitations.revoke-of-inviter', 'auth.api-keys.revoke-of-maker'];

/** What deletes a user. */
export const leaving = [
  ...['auth.members.lock', ...withdrawing, 'auth.members.delete', 'auth.invitations.erase-to'],
  ...[...traces, 'outbox.insert', 'tenants.usage.give-back', ...ending],
];
