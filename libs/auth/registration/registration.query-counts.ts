import { call, type QueryCounts, traces } from '../../../test/support/query-counts.js';
import { Shop } from '../../../test/support/shop.js';
import { newPassword, noToken, to } from '../realm/realm.query-counts.js';

const [email, name] = ['new@example.org', 'Camille Roux'];

/** One for the client's address, one for its site. */
const counting = ['auth.throttle.use-shared', 'auth.throttle.use-shared'];
/** The same for a known address and an unknown one. */
const registering = [...counting, 'auth.users.by-email', 'auth.users.insert'];

/** Asks for a link by mail: as an unknown address, and as people of these states, of whom only the first may have one. */
export async function askingForLinks(shop: Shop, route: string, states: readonly ('active' | 'unverified')[]) {
  const people = await Promise.all(states.map((state) => shop.member({ state })));
  const [fresh = '', ...spent] = people.map(({ user }) => user.email);
  spent.push(`nobody-${email}`);
  await useUpElsewhere(shop, route, spent);
  // Two counts more: of the address at this tenant, and at all.
  const sends = [...counting, 'auth.users.by-email', ...counting, 'outbox.insert'];
  return [email, fresh, ...spent].map((address) => call(to(shop, route, { email: address }), ...sends));
}

/** Has as many links mailed to each address, at a tenant that knows none of them, as an hour allows at all tenants. */
async function useUpElsewhere(shop: Shop, route: string, addresses: readonly string[]): Promise<void> {
  const elsewhere = await Shop.open(shop.api);
  for (const address of addresses)
    for (let n = 0; n < 3; n += 1) await shop.api.inject(to(elsewhere, route, { email: address }));
}

export const queryCounts: QueryCounts = {
  'POST /v1/auth/{tenant}/register': (shop) => {
    const request = to(shop, 'register', { email, name, password: newPassword });
    const mail = ['auth.throttle.use-shared', 'outbox.insert'];
    return [
      call(request, ...registering, 'outbox.insert', ...traces, ...mail),
      call(request, ...registering, 'audit.lines.insert', 'auth.users.drop-unproven', ...mail),
    ];
  },
  'POST /v1/auth/{tenant}/verify-email': async (shop) => {
    const { user } = await shop.member({ state: 'unverified' });
    const token = await shop.emailToken(user.id, 'verify-email');
    return [
      call(
        to(shop, 'verify-email', { token }),
        // The user before the link, as whoever deletes or takes over a user locks them.
        ...['auth.email-tokens.holder', 'auth.users.by-id', 'auth.users.verify', 'outbox.insert'],
        ...['tenants.usage.take', ...traces],
        ...['auth.email-tokens.take', 'auth.email-tokens.void'],
      ),
      {
        ...call(to(shop, 'verify-email', { token: noToken }), 'auth.email-tokens.holder'),
        refused: 'email_token_invalid',
      },
    ];
  },
  'POST /v1/auth/{tenant}/verify-email/resend': (shop) =>
    askingForLinks(shop, 'verify-email/resend', ['unverified', 'unverified', 'active']),
};
