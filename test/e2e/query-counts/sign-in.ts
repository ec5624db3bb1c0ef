import { password } from '../../support/people.js';
import { Shop } from '../../support/shop.js';
import { type Call, type Case, ending, get, post, traces } from './call.js';

const [email, name] = ['new@example.org', 'Camille Roux'];
const chosen = 'quatre chevaux mangent des poires';
const noToken = 'A'.repeat(64);
const to = ({ slug }: Shop, route: string, payload: object): Call['request'] =>
  post(`/v1/auth/${slug}/${route}`, payload);

/** The same for a known address and an unknown one. */
/** One for the client's address, one for its site. */
const counting = ['auth.throttle.use-shared', 'auth.throttle.use-shared'];
const registering = [...counting, 'auth.users.by-email', 'auth.users.insert'];
/** Two counts more: of the address at this tenant, and at all. */
const asking = [...counting, 'auth.users.by-email', ...counting, 'outbox.insert'];

/** Has as many links mailed to each address, at a tenant that knows none of them, as an hour allows at all tenants. */
async function useUpElsewhere(shop: Shop, route: string, addresses: readonly string[]): Promise<void> {
  const elsewhere = await Shop.open(shop.api);
  for (const address of addresses)
    for (let n = 0; n < 3; n += 1) await shop.api.inject(to(elsewhere, route, { email: address }));
}

/** Before a password is compared. */
const trying = [
  ...['auth.sign-in-tries.closed', 'auth.sign-in-tries.count', 'auth.sign-in-tries.take-turn'],
  ...['auth.users.by-email', 'auth.sign-in.try-write'],
];

/** The operations of callers who are not signed in. */
export const signIn: readonly Case[] = [
  [
    'GET /v1/auth/{tenant}',
    ({ slug }) => [
      { request: get(`/v1/auth/${slug}`), sends: ['tenants.tenants.by-slug'] },
      { request: get(`/v1/auth/${slug}`), sends: [] },
    ],
  ],
  [
    'POST /v1/auth/{tenant}/register',
    (shop) => {
      const request = to(shop, 'register', { email, name, password: chosen });
      const mail = ['auth.throttle.use-shared', 'outbox.insert'];
      return [
        { request, sends: [...registering, ...traces, ...mail] },
        { request, sends: [...registering, 'audit.lines.insert', 'auth.users.drop-unproven', ...mail] },
      ];
    },
  ],
  [
    'POST /v1/auth/{tenant}/verify-email',
    async (shop) => {
      const { user } = await shop.member({ state: 'unverified' });
      const token = await shop.emailToken(user.id, 'verify-email');
      return [
        {
          request: to(shop, 'verify-email', { token }),
          // The user before the link, as whoever deletes or takes over a user locks them.
          sends: [
            ...['auth.email-tokens.holder', 'auth.users.by-id', 'auth.users.verify', 'tenants.usage.take', ...traces],
            ...['auth.email-tokens.take', 'auth.email-tokens.void'],
          ],
        },
        {
          request: to(shop, 'verify-email', { token: noToken }),
          sends: ['auth.email-tokens.holder'],
          refused: 'email_token_invalid',
        },
      ];
    },
  ],
  [
    'POST /v1/auth/{tenant}/verify-email/resend',
    async (shop) => {
      const people = await Promise.all(
        (['unverified', 'unverified', 'active'] as const).map((state) => shop.member({ state })),
      );
      const [fresh = '', ...spent] = people.map(({ user }) => user.email);
      spent.push(`nobody-${email}`);
      await useUpElsewhere(shop, 'verify-email/resend', spent);
      return [email, fresh, ...spent].map((address) => ({
        request: to(shop, 'verify-email/resend', { email: address }),
        sends: asking,
      }));
    },
  ],
  [
    'POST /v1/auth/{tenant}/password/forgot',
    async (shop) => {
      const people = await Promise.all(
        (['active', 'active', 'unverified'] as const).map((state) => shop.member({ state })),
      );
      const [fresh = '', ...spent] = people.map(({ user }) => user.email);
      spent.push(`nobody-${email}`);
      await useUpElsewhere(shop, 'password/forgot', spent);
      return [email, fresh, ...spent].map((address) => ({
        request: to(shop, 'password/forgot', { email: address }),
        sends: asking,
      }));
    },
  ],
  [
    'POST /v1/auth/{tenant}/password/reset',
    async (shop) => {
      const { user } = await shop.member();
      const token = await shop.emailToken(user.id, 'reset-password');
      return [
        {
          request: to(shop, 'password/reset', { token, password: chosen }),
          sends: [
            ...['auth.email-tokens.holder', 'auth.users.by-id', ...ending],
            ...['auth.users.choose-password', 'auth.email-tokens.take', 'auth.email-tokens.void', 'auth.users.verify'],
            ...['auth.known-devices.insert', 'auth.email-tokens.void', ...traces],
            // Again: who signed in meanwhile knew the old password.
            ...[...ending, 'auth.throttle.forget'],
          ],
        },
        {
          request: to(shop, 'password/reset', { token: noToken, password: chosen }),
          sends: ['auth.email-tokens.holder'],
          refused: 'email_token_invalid',
        },
      ];
    },
  ],
  [
    'POST /v1/auth/{tenant}/invitations/accept',
    async (shop) => {
      const { token } = await shop.invitation(await shop.admin());
      return [
        {
          request: to(shop, 'invitations/accept', { token, name, password: chosen }),
          sends: [
            ...['auth.invitations.by-secret', 'auth.invitations.accept', 'auth.users.insert', 'tenants.usage.take'],
            ...traces,
          ],
        },
        {
          request: to(shop, 'invitations/accept', { token: noToken, name, password: chosen }),
          sends: ['auth.invitations.by-secret'],
          refused: 'invitation_void',
        },
      ];
    },
  ],
  [
    'POST /v1/auth/{tenant}/login',
    async (shop) => {
      const { user } = await shop.member();
      return [
        {
          request: to(shop, 'login', { email: user.email, password }),
          sends: [
            ...[...trying, 'auth.sign-in-tries.forget', 'auth.sign-in-tries.give-back', 'auth.sign-in-tries.put-back'],
            ...['auth.users.note-sign-in', 'auth.users.by-id', 'auth.known-devices.insert', 'audit.lines.insert'],
            ...['auth.sessions.lock-user', 'auth.sessions.insert'],
          ],
        },
        {
          request: to(shop, 'login', { email, password: chosen }),
          sends: [...trying, 'auth.sign-in-tries.count'],
          refused: 'sign_in_refused',
        },
      ];
    },
  ],
  [
    'POST /v1/auth/{tenant}/refresh',
    async (shop) => {
      const { refreshToken } = await shop.session(await shop.member());
      return [
        { request: to(shop, 'refresh', { refreshToken }), sends: ['auth.sessions.find', 'auth.sessions.rotate'] },
        { request: to(shop, 'refresh', { refreshToken: noToken }), sends: [], refused: 'refresh_refused' },
      ];
    },
  ],
  [
    'POST /v1/auth/{tenant}/logout',
    async (shop) => {
      const { refreshToken } = await shop.session(await shop.member());
      return [
        {
          request: to(shop, 'logout', { refreshToken }),
          sends: [
            ...['auth.sessions.find', 'auth.sessions.find', 'auth.revocations.insert', 'auth.sessions.end'],
            'audit.lines.insert',
          ],
        },
        { request: to(shop, 'logout', { refreshToken: noToken }), sends: [] },
      ];
    },
  ],
];
