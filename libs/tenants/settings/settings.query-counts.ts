import { as, call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  // The second answer is cached.
  'GET /v1/tenant': async (shop) => {
    const request = as((await shop.admin()).token, get('/v1/tenant'));
    return [call(request, 'tenants.tenants.by-slug'), call(request)];
  },
};
