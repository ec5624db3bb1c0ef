import { PersonExports } from '#platform/data-lifecycle';
import { newId } from '#platform/ids';
import { password } from '../../../test/support/people.js';
import { as, call, get, ofVersion, patch, post, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import { erasing, tracing } from '../members/members.query-counts.js';
import { strict } from '../sessions/sessions.query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/me': async (shop) => [call(as((await shop.admin()).token, get('/v1/me')), 'auth.members.by-id')],
  'PATCH /v1/me': async (shop) => {
    const request = as((await shop.admin()).token, ofVersion(1, patch('/v1/me', { name: 'New' })));
    return [call(request, 'auth.profile.change', ...tracing)];
  },
  'POST /v1/me/exports': async (shop) => {
    const request = as((await shop.admin()).token, post('/v1/me/exports'));
    return [strict(request, 'operations.lock', 'operations.latest-of-person', 'operations.insert', 'outbox.insert')];
  },
  'GET /v1/me/exports/{id}': async (shop) => {
    const [{ id: userId, token }, exportId] = [await shop.admin(), newId()];
    await shop.api.app.get(PersonExports).write({ tenantId: shop.id, userId }, exportId, {});
    const part = 'data-lifecycle.exports.part';
    return [strict(as(token, get(`/v1/me/exports/${exportId}`)), part, 'data-lifecycle.exports.file-columns')];
  },
  'DELETE /v1/me': async (shop) => {
    const { token } = await shop.admin();
    const request = (given: string) => as(token, remove('/v1/me', { password: given }));
    const compares = ['auth.throttle.use', 'auth.users.by-id'];
    return [
      { ...strict(request('not the password'), ...compares), refused: 'wrong_password' },
      strict(request(password), ...compares, 'auth.throttle.forget', ...erasing),
    ];
  },
};
