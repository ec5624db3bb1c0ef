import { as, call, get, put, type QueryCounts } from '../../../../test/support/query-counts.js';

const url = '/v1/retention/auth.invitations';

export const queryCounts: QueryCounts = {
  'GET /v1/retention': async (shop) => [
    call(as((await shop.admin()).token, get('/v1/retention')), 'data-lifecycle.retention-periods'),
  ],
  'PUT /v1/retention/{name}': async (shop) => {
    const { token } = await shop.admin();
    const [status, found] = ['auth.sessions.status', 'data-lifecycle.retention-periods'];
    return [
      call(as(token, put(url, { days: 7 })), status, found, `${found}.choose`, 'audit.lines.insert'),
      call(as(token, put(url, { days: null })), status, found, `${found}.forget`, 'audit.lines.insert'),
    ];
  },
};
