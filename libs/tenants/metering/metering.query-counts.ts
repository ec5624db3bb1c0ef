import { as, call, get, type QueryCounts } from '../../../test/support/query-counts.js';
import { own } from '../tenants/tenants.query-counts.js';

export const background = ['tenants.metering.add'];

export const queryCounts: QueryCounts = {
  'GET /v1/platform/tenants/{slug}/metering': (shop) => [
    call(as(shop.operator, get(own(shop, '/metering'))), 'tenants.tenants.by-slug', 'tenants.metering.of-month'),
  ],
};
