import {
  as,
  call,
  get,
  ofVersion,
  patch,
  post,
  type QueryCounts,
  remove,
  traces,
} from '../../../test/support/query-counts.js';
import { noToken, to } from '../realm/realm.query-counts.js';
import { ending, strict } from '../sessions/sessions.query-counts.js';

/** Writes the audit line, the invalidation of cached answers about the member, and the job. */
export const tracing = [...traces, 'outbox.insert'];

/** Revokes the access that a user gave. */
const withdrawing = ['auth.invitations.revoke-of-inviter', 'auth.api-keys.revoke-of-maker'];

/** Voids the tokens of a user with outdated claims. */
const describing = [
  ...['auth.sessions.lock-user', 'auth.sessions.mark-user', 'auth.sessions.describe', 'auth.revocations.insert'],
];

/** Asks for an erasure, and ends the access of the user. */
export const erasing = [
  ...['auth.members.lock', 'auth.members.to-erase', 'data-lifecycle.erasures.knows-person'],
  ...[
    'data-lifecycle.erasures.insert',
    ...tracing,
    ...['auth.members.deactivate', 'outbox.insert'],
    ...withdrawing,
    'outbox.insert',
    ...ending,
  ],
];

/** Deletes a user. */
const leaving = [
  ...['auth.members.lock', ...withdrawing, 'auth.members.delete', 'auth.invitations.erase-to'],
  ...[...tracing, 'outbox.insert', 'tenants.usage.give-back', ...ending],
];

export const queryCounts: QueryCounts = {
  'GET /v1/members/roles': async (shop) => [strict(as((await shop.admin()).token, get('/v1/members/roles')))],
  'GET /v1/members/{id}': async (shop) => {
    const { id, token } = await shop.admin();
    return [strict(as(token, get(`/v1/members/${id}`)), 'auth.members.by-id')];
  },
  'PATCH /v1/members/{id}': async (shop) => {
    const { user } = await shop.member();
    const request = ofVersion(1, patch(`/v1/members/${user.id}`, { role: 'editor' }));
    const sends = ['auth.members.lock', 'auth.members.change', ...tracing, ...withdrawing, 'outbox.insert'];
    return [strict(as((await shop.admin()).token, request), ...sends, ...describing)];
  },
  'POST /v1/members/{id}/deactivate': async (shop) => {
    const { user } = await shop.member();
    const request = as((await shop.admin()).token, post(`/v1/members/${user.id}/deactivate`));
    const sends = ['auth.members.lock', 'auth.members.deactivate', ...withdrawing, ...tracing, 'outbox.insert'];
    return [strict(request, ...sends, ...ending)];
  },
  'POST /v1/members/{id}/reactivate': async (shop) => {
    const [{ user }, { token }] = [await shop.member(), await shop.admin()];
    await shop.act(token, `/v1/members/${user.id}/deactivate`);
    const request = as(token, post(`/v1/members/${user.id}/reactivate`));
    return [
      strict(request, 'auth.members.lock', 'data-lifecycle.erasures.of-user', 'auth.members.reactivate', ...tracing),
    ];
  },
  'POST /v1/members/{id}/erasure': async (shop) => {
    const { user } = await shop.member();
    return [strict(as((await shop.admin()).token, post(`/v1/members/${user.id}/erasure`, {})), ...erasing)];
  },
  'GET /v1/members/{id}/erasure': async (shop) => {
    const [{ user }, { token }] = [await shop.member(), await shop.admin()];
    await shop.ask(token, `/v1/members/${user.id}/erasure`, {});
    return [strict(as(token, get(`/v1/members/${user.id}/erasure`)), 'data-lifecycle.erasures.of-user')];
  },
  'POST /v1/auth/{tenant}/erasure/cancel': async (shop) => {
    const secret = await shop.ownErasure();
    const sends = [
      ...['auth.email-tokens.holder', 'auth.members.lock', 'auth.email-tokens.take', 'auth.email-tokens.void'],
      ...[
        'data-lifecycle.erasures.own',
        'data-lifecycle.erasures.of-user',
        'data-lifecycle.erasures.cancel',
        'auth.email-tokens.void',
      ],
      ...['audit.lines.insert', 'auth.members.reactivate', ...tracing],
    ];
    return [
      call(to(shop, 'erasure/cancel', { token: secret }), ...sends),
      {
        ...call(to(shop, 'erasure/cancel', { token: noToken }), 'auth.email-tokens.holder'),
        refused: 'erasure_link_invalid',
      },
    ];
  },
  'DELETE /v1/members/{id}/erasure': async (shop) => {
    const [{ user }, { token }] = [await shop.member(), await shop.admin()];
    await shop.ask(token, `/v1/members/${user.id}/erasure`, {});
    const sends = [
      'auth.members.lock',
      'data-lifecycle.erasures.of-user',
      'data-lifecycle.erasures.cancel',
      'auth.email-tokens.void',
      'audit.lines.insert',
    ];
    return [strict(as(token, remove(`/v1/members/${user.id}/erasure`)), ...sends)];
  },
  'DELETE /v1/members/{id}': async (shop) => {
    const { user } = await shop.member();
    return [strict(as((await shop.admin()).token, remove(`/v1/members/${user.id}`)), ...leaving)];
  },
};
