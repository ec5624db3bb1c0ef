import { as, post, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import { strict } from '../sessions/sessions.query-counts.js';
import { sendEvents } from './scopes.js';

const newKey = { name: 'Import', kind: 'secret', scopes: [sendEvents] };

const counted = ['auth.api-keys.lock', 'auth.api-keys.count'];

export const queryCounts: QueryCounts = {
  'POST /v1/keys': async (shop) => {
    const request = as((await shop.admin()).token, post('/v1/keys', newKey));
    return [strict(request, 'auth.members.giver', ...counted, 'auth.api-keys.insert', 'audit.lines.insert')];
  },
  'POST /v1/keys/{id}/rotate': async (shop) => {
    const { token } = await shop.admin();
    const { id } = await shop.ask<{ id: string }>(token, '/v1/keys', newKey);
    return [
      strict(
        as(token, post(`/v1/keys/${id}/rotate`)),
        ...['auth.members.giver', 'auth.api-keys.locked', ...counted],
        ...['auth.api-keys.insert', 'auth.api-keys.replace', 'audit.lines.insert'],
      ),
    ];
  },
  'DELETE /v1/keys/{id}': async (shop) => {
    const { token } = await shop.admin();
    const { id } = await shop.ask<{ id: string }>(token, '/v1/keys', newKey);
    return [strict(as(token, remove(`/v1/keys/${id}`)), 'auth.api-keys.revoke', 'audit.lines.insert')];
  },
};
