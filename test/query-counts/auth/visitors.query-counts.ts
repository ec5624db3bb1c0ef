import { password } from '../../support/people.js';
import * as q from '../../support/query-counts.js';
import { Shop } from '../../support/shop.js';
import { ending, endsOne, member, revokingKeys, tracing } from './auth.query-counts.js';

const { traces } = q;
const [audit, outbox, voids] = ['audit.lines.insert', 'outbox.insert', 'auth.email-tokens.void'];
const newPassword = 'quatre chevaux mangent des poires';
/** A token that nobody was given. */
const noToken = 'A'.repeat(64);
/** A request of a caller who is not signed in. */
const to = ({ slug }: Shop, route: string, payload: object) => q.post(`/v1/auth/${slug}/${route}`, payload);

/** One for the client's address, one for its site. */
const counting = 'auth.throttle.use-shared auth.throttle.use-shared';
/** The same for a known address and an unknown one. */
const registering = `${counting} auth.users.by-email auth.users.insert`;
/** Before a password is compared. */
const trying = `auth.sign-in-tries.closed auth.sign-in-tries.count auth.sign-in-tries.take-turn auth.users.by-email
  auth.sign-in.try-write`;
const holder = 'auth.email-tokens.holder';

/** Asks for a link by mail: as an unknown address, and as people of these states, of whom only the first may have one. */
const askingForLinks = (route: string, states: readonly ('active' | 'unverified')[]) => async (shop: Shop) => {
  const people = await Promise.all(states.map((state) => shop.member({ state })));
  const [fresh = '', ...spent] = people.map(({ user }) => user.email);
  spent.push('nobody-new@example.org');
  // As many links as an hour allows at all tenants, at one that knows none of these addresses.
  const elsewhere = await Shop.open(shop.api);
  for (const email of [...spent, ...spent, ...spent]) await shop.api.inject(to(elsewhere, route, { email }));
  // Two counts more: of the address at this tenant, and at all.
  const sends = `${counting} auth.users.by-email ${counting} ${outbox}`;
  return ['new@example.org', fresh, ...spent].map((email) => q.call(to(shop, route, { email }), sends));
};
/** Uses a secret that was mailed, and one that was not. */
const usingSecret =
  (route: string, body: object, secretOf: (shop: Shop) => Promise<string>, sends: string, refused: string) =>
  async (shop: Shop) => {
    const token = await secretOf(shop);
    const first = sends.split(' ')[0];
    return [
      q.call(to(shop, route, { ...body, token }), sends),
      { ...q.call(to(shop, route, { ...body, token: noToken }), first), refused },
    ];
  };

/** The routes of callers who are not signed in. */
export const queryCounts: q.QueryCounts = {
  'POST /v1/auth/{tenant}/invitations/accept': usingSecret(
    'invitations/accept',
    { name: 'Camille Roux', password: newPassword },
    async (shop) => (await shop.invitation(await shop.admin())).token,
    `auth.invitations.by-secret auth.invitations.accept auth.users.insert ${outbox} ${q.takesQuota} ${traces}`,
    'invitation_void',
  ),
  'POST /v1/auth/{tenant}/erasure/cancel': usingSecret(
    'erasure/cancel',
    {},
    (shop) => shop.ownErasure(),
    `${holder} auth.members.lock auth.email-tokens.take ${voids} data-lifecycle.erasures.own
      data-lifecycle.erasures.of-user data-lifecycle.erasures.cancel ${voids} ${audit} auth.members.reactivate ${tracing}`,
    'erasure_link_invalid',
  ),
  'POST /v1/auth/{tenant}/erasure/receipt': usingSecret(
    'erasure/receipt',
    {},
    (shop) => shop.receiptLink(),
    'data-lifecycle.erasure-receipts.by-link',
    'receipt_link_invalid',
  ),
  'POST /v1/auth/{tenant}/password/forgot': askingForLinks('password/forgot', ['active', 'active', 'unverified']),
  'POST /v1/auth/{tenant}/password/reset': usingSecret(
    'password/reset',
    { password: newPassword },
    async (shop) => shop.emailToken((await member(shop)).id, 'reset-password'),
    // The sessions again: who signed in meanwhile knew the old password.
    `${holder} auth.users.by-id ${ending} auth.users.choose-password auth.email-tokens.take ${voids} auth.users.verify
      auth.known-devices.insert ${voids} ${revokingKeys} ${traces} ${ending} auth.throttle.forget`,
    'email_token_invalid',
  ),
  // The second answer is cached.
  'GET /v1/auth/{tenant}': ({ slug }) => [
    q.call(q.get(`/v1/auth/${slug}`), 'tenants.tenants.by-slug'),
    q.call(q.get(`/v1/auth/${slug}`)),
  ],
  'POST /v1/auth/{tenant}/register': (shop) => {
    const request = to(shop, 'register', { email: 'new@example.org', name: 'Camille Roux', password: newPassword });
    const mail = `auth.throttle.use-shared ${outbox}`;
    return [
      q.call(request, `${registering} ${outbox} ${traces} ${mail}`),
      q.call(request, `${registering} ${audit} auth.users.drop-unproven ${mail}`),
    ];
  },
  'POST /v1/auth/{tenant}/verify-email': usingSecret(
    'verify-email',
    {},
    async (shop) => shop.emailToken((await shop.member({ state: 'unverified' })).user.id, 'verify-email'),
    // The user before the link, as whoever deletes or takes over a user locks them.
    `${holder} auth.users.by-id auth.users.verify ${outbox} ${q.takesQuota} ${traces} auth.email-tokens.take ${voids}`,
    'email_token_invalid',
  ),
  'POST /v1/auth/{tenant}/verify-email/resend': askingForLinks('verify-email/resend', [
    'unverified',
    'unverified',
    'active',
  ]),
  'POST /v1/auth/{tenant}/login': async (shop) => {
    const { email } = (await shop.member()).user;
    const refused = q.call(
      to(shop, 'login', { email: 'new@example.org', password }),
      `${trying} auth.sign-in-tries.count`,
    );
    return [
      q.call(
        to(shop, 'login', { email, password }),
        `${trying} auth.sign-in-tries.forget auth.sign-in-tries.give-back auth.sign-in-tries.put-back
          auth.users.note-sign-in auth.users.by-id auth.known-devices.insert ${audit} auth.sessions.lock-user auth.sessions.insert`,
      ),
      { ...refused, refused: 'sign_in_refused' },
    ];
  },
  'POST /v1/auth/{tenant}/refresh': async (shop) => {
    const { refreshToken } = await shop.session(await shop.member());
    return [
      q.call(to(shop, 'refresh', { refreshToken }), 'auth.sessions.find auth.sessions.rotate'),
      { ...q.call(to(shop, 'refresh', { refreshToken: noToken })), refused: 'refresh_refused' },
    ];
  },
  'POST /v1/auth/{tenant}/logout': async (shop) => {
    const { refreshToken } = await shop.session(await shop.member());
    return [
      q.call(to(shop, 'logout', { refreshToken }), `auth.sessions.find auth.sessions.find ${endsOne} ${audit}`),
      q.call(to(shop, 'logout', { refreshToken: noToken })),
    ];
  },
};
