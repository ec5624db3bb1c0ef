import { as, type Call, call, get, type QueryCounts, remove } from '../../../test/support/query-counts.js';

export const background = ['auth.revocations.latest', 'auth.signing-keys.in-force'];

/** A call of a strict route, which first checks the session. */
export const strict = (request: Call['request'], ...sends: readonly string[]) =>
  call(request, 'auth.sessions.status', ...sends);

/** Ends every session of a user: first the revocation is published, then the store is changed. */
export const ending = [
  ...['auth.revocations.insert', 'auth.sessions.lock-user', 'auth.sessions.mark-user', 'auth.sessions.end'],
];

/** Where there are none. */
export const revokingKeys = ['auth.personal-keys.lock-user', 'auth.personal-keys.revoke-of-user'];

const endingOne = ['auth.revocations.insert', 'auth.sessions.end'];

export const queryCounts: QueryCounts = {
  'GET /v1/me/sessions': async (shop) => [
    call(as((await shop.admin()).token, get('/v1/me/sessions')), 'auth.sessions.of-user'),
  ],
  'DELETE /v1/me/sessions/{id}': async (shop) => {
    const { person, token } = await shop.admin();
    const { accessToken } = await shop.session(person);
    const { data } = await shop.ask<{ data: { id: string; current: boolean }[] }>(accessToken, '/v1/me/sessions');
    const other = data.find(({ current }) => current);
    return [
      call(as(token, remove(`/v1/me/sessions/${other?.id}`)), 'auth.sessions.find', ...endingOne, 'audit.lines.insert'),
    ];
  },
  'DELETE /v1/me/sessions': async (shop) => {
    const { person, token } = await shop.admin();
    await shop.session(person);
    const request = as(token, remove('/v1/me/sessions'));
    return [call(request, 'auth.sessions.of-user', ...endingOne, ...revokingKeys, 'audit.lines.insert')];
  },
  'GET /v1/platform/auth/sessions': async (shop) => {
    const { user } = await shop.member();
    const url = `/v1/platform/auth/sessions?tenant=${shop.slug}&user=${user.id}`;
    return [call(as(shop.operator, get(url)), 'auth.sessions.of-user')];
  },
  'DELETE /v1/platform/auth/sessions': async (shop) => {
    const { user } = await shop.member();
    const request = as(shop.operator, remove(`/v1/platform/auth/sessions?tenant=${shop.slug}&user=${user.id}`));
    return [call(request, 'auth.sessions.of-user', ...ending, ...revokingKeys, 'audit.lines.insert')];
  },
  'GET /v1/platform/auth/regions': (shop) => [
    call(as(shop.operator, get('/v1/platform/auth/regions')), 'auth.sessions.count'),
  ],
};
