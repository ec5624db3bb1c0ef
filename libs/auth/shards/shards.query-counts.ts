import { as, call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/platform/auth/shards': (shop) => [
    call(as(shop.operator, get('/v1/platform/auth/shards')), 'auth.sessions.count'),
  ],
};
