import { password } from '../../support/people.js';
import { as, type Case, ending, get, leaving, ofVersion, post, remove, strictly, traces } from './call.js';

/** Where there are none. */
const endingOthers = ['auth.sessions.of-user', 'auth.sessions.end'];
const chosen = 'quatre chevaux mangent des poires';

/** The operations on one's own account and sessions, and operators' sign-outs. */
export const sessions: readonly Case[] = [
  [
    'GET /v1/me',
    async (shop) => [{ request: as((await shop.admin()).token, get('/v1/me')), sends: ['auth.members.by-id'] }],
  ],
  [
    'PATCH /v1/me',
    async (shop) => {
      const request = ofVersion(1, { method: 'PATCH', url: '/v1/me', payload: { name: 'New' } });
      return [{ request: as((await shop.admin()).token, request), sends: ['auth.profile.change', ...traces] }];
    },
  ],
  [
    'DELETE /v1/me',
    async (shop) => {
      const { token } = await shop.admin();
      return [
        {
          request: as(token, remove('/v1/me', { password: 'not the password' })),
          sends: [...strictly, 'auth.throttle.use', 'auth.users.by-id'],
          refused: 'wrong_password',
        },
        {
          request: as(token, remove('/v1/me', { password })),
          sends: [...strictly, 'auth.throttle.use', 'auth.users.by-id', 'auth.throttle.forget', ...leaving],
        },
      ];
    },
  ],
  [
    'POST /v1/me/password',
    async (shop) => {
      const change = post('/v1/me/password', { currentPassword: password, newPassword: chosen });
      return [
        {
          request: as((await shop.admin()).token, change),
          sends: [
            ...[...strictly, 'auth.throttle.use', 'auth.users.by-id', 'auth.throttle.forget'],
            // Before the change, and again after it: a sign-in between the two used the old password.
            ...endingOthers,
            ...['auth.users.replace-password', 'auth.email-tokens.void', ...traces],
            ...endingOthers,
          ],
        },
      ];
    },
  ],
  [
    'GET /v1/me/sessions',
    async (shop) => [
      { request: as((await shop.admin()).token, get('/v1/me/sessions')), sends: ['auth.sessions.of-user'] },
    ],
  ],
  [
    'DELETE /v1/me/sessions/{id}',
    async (shop) => {
      const { person, token } = await shop.admin();
      const { data } = await shop.ask<{ data: { id: string }[] }>(
        (await shop.session(person)).accessToken,
        '/v1/me/sessions',
      );
      const other = data.find(({ current }: { current?: boolean; id: string }) => current) as { id: string };
      return [
        {
          request: as(token, remove(`/v1/me/sessions/${other.id}`)),
          sends: ['auth.sessions.find', 'auth.revocations.insert', 'auth.sessions.end', 'audit.lines.insert'],
        },
      ];
    },
  ],
  [
    'DELETE /v1/me/sessions',
    async (shop) => {
      const { person, token } = await shop.admin();
      await shop.session(person);
      return [
        {
          request: as(token, remove('/v1/me/sessions')),
          sends: ['auth.sessions.of-user', 'auth.revocations.insert', 'auth.sessions.end', 'audit.lines.insert'],
        },
      ];
    },
  ],
  [
    'GET /v1/platform/auth/sessions',
    async (shop) => {
      const { user } = await shop.member();
      const url = `/v1/platform/auth/sessions?tenant=${shop.slug}`;
      return [
        { request: as(shop.operator, get(url)), sends: ['auth.sessions.after'] },
        { request: as(shop.operator, get(`${url}&user=${user.id}`)), sends: ['auth.sessions.of-user'] },
      ];
    },
  ],
  [
    'DELETE /v1/platform/auth/sessions',
    async (shop) => {
      const { user } = await shop.member();
      const url = `/v1/platform/auth/sessions?tenant=${shop.slug}&user=${user.id}`;
      return [
        { request: as(shop.operator, remove(url)), sends: ['auth.sessions.of-user', ...ending, 'audit.lines.insert'] },
      ];
    },
  ],
  [
    'GET /v1/platform/auth/regions',
    (shop) => [{ request: as(shop.operator, get('/v1/platform/auth/regions')), sends: ['auth.sessions.count'] }],
  ],
  [
    'GET /v1/platform/auth/shards',
    (shop) => [{ request: as(shop.operator, get('/v1/platform/auth/shards')), sends: ['auth.sessions.count'] }],
  ],
];
