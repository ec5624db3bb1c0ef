import { as, call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/tenant': async (shop) => [
    call(as((await shop.admin()).token, get('/v1/tenant')), 'tenants.tenants.by-slug'),
  ],
};
