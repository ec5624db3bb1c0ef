import { newId } from '#platform/ids';
import { as, call, post, type QueryCounts, remove, traces } from '../../../test/support/query-counts.js';
import { newPassword, noToken, to } from '../realm/realm.query-counts.js';
import { strict } from '../sessions/sessions.query-counts.js';

const inviting = [
  ...['auth.invitations.put', 'audit.lines.insert'],
  ...['auth.throttle.use', 'auth.throttle.use-shared', 'outbox.insert'],
];
const guest = () => ({ email: `${newId()}@example.org`, role: 'member' });

export const queryCounts: QueryCounts = {
  'POST /v1/invitations': async (shop) => {
    const request = as((await shop.admin()).token, post('/v1/invitations', guest()));
    return [strict(request, 'auth.users.by-email', 'auth.members.giver', ...inviting)];
  },
  'DELETE /v1/invitations/{id}': async (shop) => {
    const admin = await shop.admin();
    const { id } = await shop.invitation(admin);
    const request = as(admin.token, remove(`/v1/invitations/${id}`));
    return [strict(request, 'auth.invitations.revoke', 'audit.lines.insert')];
  },
  'POST /v1/platform/auth/invitations': (shop) => {
    const request = post('/v1/platform/auth/invitations', { ...guest(), role: 'owner', tenant: shop.slug });
    return [call(as(shop.operator, request), 'auth.users.by-email', ...inviting)];
  },
  'POST /v1/auth/{tenant}/invitations/accept': async (shop) => {
    const { token } = await shop.invitation(await shop.admin());
    const answer = { name: 'Camille Roux', password: newPassword };
    return [
      call(
        to(shop, 'invitations/accept', { ...answer, token }),
        ...[
          'auth.invitations.by-secret',
          'auth.invitations.accept',
          'auth.users.insert',
          'outbox.insert',
          'tenants.usage.take',
        ],
        ...traces,
      ),
      {
        ...call(to(shop, 'invitations/accept', { ...answer, token: noToken }), 'auth.invitations.by-secret'),
        refused: 'invitation_void',
      },
    ];
  },
};
