import { asAdmin, get, nobody, post, type Row, somebody, traces } from './row.js';

const applicant = { email: 'a@example.org', name: 'Camille', password: 'quatre chevaux mangent des poires' };
const anyone = { email: 'nobody@example.org' };
const token = 'A'.repeat(64);

/** The same for an address that is there and one that is not. */
const registering = [
  'auth.allowances.use-shared',
  'auth.allowances.use-shared',
  'auth.users.by-email',
  'auth.users.insert',
];
const asking = [
  ...['auth.allowances.use-shared', 'auth.allowances.use-shared', 'auth.users.by-email'],
  ...['auth.allowances.use-shared', 'outbox.insert'],
];

/** Before a password is compared. */
const trying = [
  'auth.sign-in-tries.closed',
  'auth.sign-in-tries.count',
  'auth.sign-in-tries.take-turn',
  'auth.users.by-email',
  'auth.sign-in.try-write',
];
const endingAll = ['auth.sessions.lock-user', 'auth.sessions.mark-user', 'auth.sessions.end'];

/** What a strict route asks first of whoever is signed in. */
const strictly = ['auth.sessions.standing'];

/** What makes the tokens of a user void: the store first, then everybody is told. */
const describing = [
  'auth.sessions.lock-user',
  'auth.sessions.mark-user',
  'auth.sessions.describe',
  'auth.revocations.insert',
];
const ending = ['auth.revocations.insert', 'auth.sessions.lock-user', 'auth.sessions.mark-user', 'auth.sessions.end'];
const inviting = [
  'auth.invitations.forget',
  'auth.invitations.put',
  'audit.lines.insert',
  'auth.allowances.use',
  'auth.allowances.use-shared',
  'outbox.insert',
];
/** What takes back the access that a user gave. */
const withdrawing = ['auth.invitations.revoke-of-inviter', 'auth.api-keys.revoke-of-maker'];

/** Of users, members and operators. */
export const authRows: readonly Row[] = [
  ['GET /v1/auth/{tenant}', get('/v1/auth/shop'), ['tenants.tenants.by-slug']],
  ['GET /v1/auth/{tenant}', get('/v1/auth/shop'), []],
  [
    'POST /v1/auth/{tenant}/register',
    post('/v1/auth/shop/register', applicant),
    [...registering, ...traces, 'auth.allowances.use-shared', 'outbox.insert'],
  ],
  [
    'POST /v1/auth/{tenant}/register',
    post('/v1/auth/shop/register', applicant),
    [...registering, 'audit.lines.insert', 'auth.users.drop-unproven', 'auth.allowances.use-shared', 'outbox.insert'],
  ],
  ['POST /v1/auth/{tenant}/verify-email', post('/v1/auth/shop/verify-email', { token }), ['auth.email-tokens.holder']],
  ['POST /v1/auth/{tenant}/verify-email/resend', post('/v1/auth/shop/verify-email/resend', anyone), asking],
  ['POST /v1/auth/{tenant}/password/forgot', post('/v1/auth/shop/password/forgot', anyone), asking],
  [
    'POST /v1/auth/{tenant}/password/reset',
    post('/v1/auth/shop/password/reset', { token, password: applicant.password }),
    ['auth.email-tokens.holder'],
  ],
  [
    'POST /v1/me/password',
    post('/v1/me/password', { currentPassword: applicant.password, newPassword: applicant.password }),
    [],
  ],
  ['GET /v1/keys', asAdmin(get('/v1/keys')), [...strictly, 'auth.api-keys.at']],
  ['GET /v1/keys', asAdmin(get('/v1/keys?page=1')), [...strictly, 'auth.api-keys.at', 'auth.api-keys.total']],
  [
    'POST /v1/keys',
    asAdmin(post('/v1/keys', { name: 'Import', kind: 'secret', scopes: ['events.ingest'] })),
    [...strictly, 'auth.members.giver', 'auth.api-keys.insert', 'audit.lines.insert'],
  ],
  [
    'POST /v1/keys/{id}/rotate',
    asAdmin(post(`/v1/keys/${nobody}/rotate`)),
    [...strictly, 'auth.members.giver', 'auth.api-keys.locked'],
  ],
  [
    'DELETE /v1/keys/{id}',
    asAdmin({ method: 'DELETE', url: `/v1/keys/${nobody}` }),
    [...strictly, 'auth.api-keys.revoke'],
  ],
  ['GET /v1/me', asAdmin(get('/v1/me')), ['auth.members.by-id']],
  [
    'PATCH /v1/me',
    asAdmin({ method: 'PATCH', url: '/v1/me', headers: { 'if-match': '"v1"' }, payload: { name: 'New' } }),
    ['auth.profile.change', ...traces],
  ],
  [
    'DELETE /v1/me',
    asAdmin({ method: 'DELETE', url: '/v1/me', payload: { password: 'not the password' } }),
    [...strictly, 'auth.allowances.use', 'auth.users.by-id'],
  ],
  ['GET /v1/members', asAdmin(get('/v1/members')), [...strictly, 'auth.members.list.name.offset']],
  [
    'GET /v1/members',
    asAdmin(get('/v1/members?search=some&role=member&sort=-lastSignInAt&page=1')),
    [...strictly, 'auth.members.list.search.role.-lastSignInAt.offset', 'auth.members.total.search.role'],
  ],
  ['GET /v1/members/roles', asAdmin(get('/v1/members/roles')), strictly],
  ['GET /v1/members/{id}', asAdmin(get(`/v1/members/${somebody}`)), [...strictly, 'auth.members.by-id']],
  [
    'PATCH /v1/members/{id}',
    asAdmin({
      method: 'PATCH',
      url: `/v1/members/${somebody}`,
      headers: { 'if-match': '"v1"' },
      payload: { role: 'editor' },
    }),
    [
      ...[...strictly, 'auth.members.lock', 'auth.members.change', ...traces],
      ...[...withdrawing, 'outbox.insert', ...describing],
    ],
  ],
  [
    'POST /v1/members/{id}/deactivate',
    asAdmin(post(`/v1/members/${somebody}/deactivate`)),
    [
      ...[...strictly, 'auth.members.lock', 'auth.members.deactivate', ...withdrawing],
      ...[...traces, 'outbox.insert', ...ending],
    ],
  ],
  [
    'POST /v1/members/{id}/reactivate',
    asAdmin(post(`/v1/members/${somebody}/reactivate`)),
    [...strictly, 'auth.members.lock', 'auth.members.reactivate', ...traces],
  ],
  [
    'DELETE /v1/members/{id}',
    asAdmin({ method: 'DELETE', url: `/v1/members/${somebody}` }),
    [
      ...[...strictly, 'auth.members.lock', ...withdrawing, 'auth.members.delete', 'auth.invitations.erase-to'],
      ...[...traces, 'outbox.insert', 'tenants.usage.give-back', ...ending],
    ],
  ],
  ['GET /v1/invitations', asAdmin(get('/v1/invitations')), [...strictly, 'auth.invitations.list.at']],
  [
    'GET /v1/invitations',
    asAdmin(get('/v1/invitations?page=1')),
    [...strictly, 'auth.invitations.list.at', 'auth.invitations.total'],
  ],
  [
    'POST /v1/invitations',
    asAdmin(post('/v1/invitations', { ...anyone, role: 'member' })),
    [...strictly, 'auth.users.by-email', 'auth.members.giver', ...inviting],
  ],
  [
    'DELETE /v1/invitations/{id}',
    asAdmin({ method: 'DELETE', url: `/v1/invitations/${nobody}` }),
    [...strictly, 'auth.invitations.revoke'],
  ],
  [
    'POST /v1/platform/auth/invitations',
    post('/v1/platform/auth/invitations', { ...anyone, role: 'owner', tenant: 'shop' }),
    ['auth.users.by-email', ...inviting],
  ],
  [
    'POST /v1/auth/{tenant}/invitations/accept',
    post('/v1/auth/shop/invitations/accept', { token, name: 'New', password: applicant.password }),
    ['auth.invitations.by-secret'],
  ],
  [
    'POST /v1/auth/{tenant}/login',
    post('/v1/auth/shop/login', { email: anyone.email, password: applicant.password }),
    [...trying, 'auth.sign-in-tries.count'],
  ],
  ['POST /v1/auth/{tenant}/refresh', post('/v1/auth/shop/refresh', { refreshToken: token }), []],
  ['POST /v1/auth/{tenant}/logout', post('/v1/auth/shop/logout', { refreshToken: token }), []],
  ['GET /v1/me/sessions', asAdmin(get('/v1/me/sessions')), ['auth.sessions.of-user']],
  [
    'DELETE /v1/me/sessions/{id}',
    asAdmin({ method: 'DELETE', url: `/v1/me/sessions/${nobody}` }),
    ['auth.sessions.find', 'auth.sessions.end'],
  ],
  [
    'DELETE /v1/me/sessions',
    asAdmin({ method: 'DELETE', url: '/v1/me/sessions' }),
    ['auth.sessions.of-user', 'auth.sessions.end'],
  ],
  ['GET /v1/platform/auth/sessions', get('/v1/platform/auth/sessions?tenant=shop'), ['auth.sessions.after']],
  [
    'GET /v1/platform/auth/sessions',
    get(`/v1/platform/auth/sessions?tenant=shop&user=${nobody}`),
    ['auth.sessions.of-user'],
  ],
  [
    'DELETE /v1/platform/auth/sessions',
    { method: 'DELETE', url: `/v1/platform/auth/sessions?tenant=shop&user=${nobody}` },
    ['auth.revocations.insert', ...endingAll, 'audit.lines.insert'],
  ],
  ['GET /v1/platform/auth/regions', get('/v1/platform/auth/regions'), ['auth.sessions.count']],
  ['GET /v1/platform/auth/shards', get('/v1/platform/auth/shards'), ['auth.sessions.count']],
];
