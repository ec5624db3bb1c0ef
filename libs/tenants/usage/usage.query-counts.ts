import { as, call, get, type QueryCounts } from '../../../test/support/query-counts.js';
import { own } from '../tenants/tenants.query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/platform/tenants/{slug}/usage': (shop) => [
    call(as(shop.operator, get(own(shop, '/usage'))), 'tenants.tenants.by-slug', 'tenants.usage.all'),
  ],
};
