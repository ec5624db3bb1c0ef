import type { InjectOptions } from 'fastify';
import type { Shop } from '../../support/shop.js';

/** One request of an operation, and the statements that it sends to PostgreSQL, in order. */
export interface Call {
  readonly request: InjectOptions;
  readonly sends: readonly string[];
  /** Whether they are sent concurrently, so that their order is undefined. */
  readonly atOnce?: true;
  /** The code of the expected refusal; without it the request must succeed. */
  readonly refused?: string;
}

/** An operation with its calls, which are made one after the other, in a separate tenant. */
export type Case = readonly [operation: string, calls: (shop: Shop) => Promise<readonly Call[]> | readonly Call[]];

export const get = (url: string): InjectOptions => ({ method: 'GET', url });
export const post = (url: string, payload: object = {}): InjectOptions => ({ method: 'POST', url, payload });
export const remove = (url: string, payload?: object): InjectOptions => ({ method: 'DELETE', url, payload });

/** A request with this token or key. */
export const as = (credential: string, request: InjectOptions): InjectOptions => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${credential}` },
});

/** A change at the version that was read. */
export const ofVersion = (version: number, request: InjectOptions): InjectOptions => ({
  ...request,
  headers: { ...request.headers, 'if-match': `"v${version}"` },
});

/** The statements of a change that publishes an event. */
export const traces = ['audit.lines.insert', 'outbox.insert'];
/** The check of a strict route for a signed-in caller. */
export const strictly = ['auth.sessions.status'];

/** Ends every session of a user: first the revocation is published, then the store is changed. */
export const ending = [
  'auth.revocations.insert',
  'auth.sessions.lock-user',
  'auth.sessions.mark-user',
  'auth.sessions.end',
];

/** Revokes the access that a user gave. */
export const withdrawing = ['auth.invitations.revoke-of-inviter', 'auth.api-keys.revoke-of-maker'];

/** Deletes a user. */
export const leaving = [
  ...['auth.members.lock', ...withdrawing, 'auth.members.delete', 'auth.invitations.erase-to'],
  ...[...traces, 'outbox.insert', 'tenants.usage.give-back', ...ending],
];
