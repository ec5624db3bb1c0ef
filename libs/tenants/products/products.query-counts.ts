import { as, call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/platform/products': (shop) => [call(as(shop.operator, get('/v1/platform/products')))],
};
