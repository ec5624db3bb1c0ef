import { newId } from '#platform/ids';
import {
  as,
  type Call,
  type Case,
  ending,
  get,
  leaving,
  ofVersion,
  post,
  remove,
  strictly,
  traces,
  withdrawing,
} from './call.js';

/** Voids the tokens of a user with outdated claims. */
const describing = [
  'auth.sessions.lock-user',
  'auth.sessions.mark-user',
  'auth.sessions.describe',
  'auth.revocations.insert',
];
const inviting = [
  'auth.invitations.forget',
  'auth.invitations.put',
  'audit.lines.insert',
  'auth.throttle.use',
  'auth.throttle.use-shared',
  'outbox.insert',
];
const newKey = { name: 'Import', kind: 'secret', scopes: ['events.ingest'] };
const guest = () => ({ email: `${newId()}@example.org`, role: 'member' });

/** On a route that first checks that the session is still valid. */
const call = (credential: string, request: Call['request'], ...sends: readonly string[]): Call => ({
  request: as(credential, request),
  sends: [...strictly, ...sends],
});

/** The operations of admins on members, invitations and keys. */
export const members: readonly Case[] = [
  [
    'GET /v1/keys',
    async (shop) => {
      const { token } = await shop.admin();
      return [
        call(token, get('/v1/keys'), 'auth.api-keys.list.-createdAt.at'),
        call(token, get('/v1/keys?page=1'), 'auth.api-keys.list.-createdAt.at', 'auth.api-keys.total'),
      ];
    },
  ],
  [
    'POST /v1/keys',
    async (shop) => {
      const sends = ['auth.members.giver', 'auth.api-keys.insert', 'audit.lines.insert'];
      return [call((await shop.admin()).token, post('/v1/keys', newKey), ...sends)];
    },
  ],
  [
    'POST /v1/keys/{id}/rotate',
    async (shop) => {
      const { token } = await shop.admin();
      const { id } = await shop.ask<{ id: string }>(token, '/v1/keys', newKey);
      return [
        call(
          token,
          post(`/v1/keys/${id}/rotate`),
          ...[
            'auth.members.giver',
            'auth.api-keys.locked',
            'auth.api-keys.insert',
            'auth.api-keys.replace',
            'audit.lines.insert',
          ],
        ),
      ];
    },
  ],
  [
    'DELETE /v1/keys/{id}',
    async (shop) => {
      const { token } = await shop.admin();
      const { id } = await shop.ask<{ id: string }>(token, '/v1/keys', newKey);
      return [call(token, remove(`/v1/keys/${id}`), 'auth.api-keys.revoke', 'audit.lines.insert')];
    },
  ],
  [
    'GET /v1/members',
    async (shop) => {
      const { token } = await shop.admin();
      const filtered = '/v1/members?search=some&role=member&sort=-lastSignInAt&page=1';
      return [
        call(token, get('/v1/members'), 'auth.members.list.name.at'),
        call(token, get(filtered), 'auth.members.list.search.role.-lastSignInAt.at', 'auth.members.total.search.role'),
      ];
    },
  ],
  ['GET /v1/members/roles', async (shop) => [call((await shop.admin()).token, get('/v1/members/roles'))]],
  [
    'GET /v1/members/{id}',
    async (shop) => {
      const { id, token } = await shop.admin();
      return [call(token, get(`/v1/members/${id}`), 'auth.members.by-id')];
    },
  ],
  [
    'PATCH /v1/members/{id}',
    async (shop) => {
      const { user } = await shop.member();
      const url = `/v1/members/${user.id}`;
      const change = (await shop.admin()).token;
      const sends = ['auth.members.lock', 'auth.members.change', ...traces, ...withdrawing, 'outbox.insert'];
      return [
        call(change, ofVersion(1, { method: 'PATCH', url, payload: { role: 'editor' } }), ...[...sends, ...describing]),
      ];
    },
  ],
  [
    'POST /v1/members/{id}/deactivate',
    async (shop) => {
      const { user } = await shop.member();
      const sends = ['auth.members.lock', 'auth.members.deactivate', ...withdrawing, ...traces, 'outbox.insert'];
      return [call((await shop.admin()).token, post(`/v1/members/${user.id}/deactivate`), ...sends, ...ending)];
    },
  ],
  [
    'POST /v1/members/{id}/reactivate',
    async (shop) => {
      const [{ user }, { token }] = [await shop.member(), await shop.admin()];
      await shop.ask(token, `/v1/members/${user.id}/deactivate`, {});
      const sends = ['auth.members.lock', 'auth.members.reactivate', ...traces];
      return [call(token, post(`/v1/members/${user.id}/reactivate`), ...sends)];
    },
  ],
  [
    'DELETE /v1/members/{id}',
    async (shop) => {
      const { user } = await shop.member();
      return [call((await shop.admin()).token, remove(`/v1/members/${user.id}`), ...leaving)];
    },
  ],
  [
    'GET /v1/invitations',
    async (shop) => {
      const { token } = await shop.admin();
      return [
        call(token, get('/v1/invitations'), 'auth.invitations.list.-createdAt.at'),
        call(token, get('/v1/invitations?page=1'), 'auth.invitations.list.-createdAt.at', 'auth.invitations.total'),
      ];
    },
  ],
  [
    'POST /v1/invitations',
    async (shop) => {
      const sends = ['auth.users.by-email', 'auth.members.giver', ...inviting];
      return [call((await shop.admin()).token, post('/v1/invitations', guest()), ...sends)];
    },
  ],
  [
    'DELETE /v1/invitations/{id}',
    async (shop) => {
      const admin = await shop.admin();
      const { id } = await shop.invitation(admin);
      return [call(admin.token, remove(`/v1/invitations/${id}`), 'auth.invitations.revoke', 'audit.lines.insert')];
    },
  ],
  [
    'POST /v1/platform/auth/invitations',
    (shop) => {
      const request = post('/v1/platform/auth/invitations', { ...guest(), role: 'owner', tenant: shop.slug });
      return [{ request: as(shop.operator, request), sends: ['auth.users.by-email', ...inviting] }];
    },
  ],
];
