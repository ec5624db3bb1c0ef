import { personalScopes } from '#platform/access';
import { as, post, type QueryCounts, remove, traces } from '../../../test/support/query-counts.js';
import { strict } from '../sessions/sessions.query-counts.js';

const newKey = () => ({ name: 'My phone', scopes: [...personalScopes()].slice(0, 1) });

export const queryCounts: QueryCounts = {
  'POST /v1/me/keys': async (shop) => {
    const request = as((await shop.admin()).token, post('/v1/me/keys', newKey()));
    const limited = [
      'auth.personal-keys.lock-user',
      'auth.members.giver',
      'auth.sessions.status',
      'auth.personal-keys.count',
    ];
    return [strict(request, ...limited, 'auth.api-keys.insert', ...traces)];
  },
  'DELETE /v1/me/keys/{id}': async (shop) => {
    const { token } = await shop.admin();
    const { id } = await shop.ask<{ id: string }>(token, '/v1/me/keys', newKey());
    return [strict(as(token, remove(`/v1/me/keys/${id}`)), 'auth.personal-keys.revoke', 'audit.lines.insert')];
  },
};
