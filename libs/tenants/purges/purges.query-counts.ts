import { as, call, get, post, type QueryCounts } from '../../../test/support/query-counts.js';
import { deleted, own, writing } from '../tenants/tenants.query-counts.js';

export const queryCounts: QueryCounts = {
  'POST /v1/platform/tenants/{slug}/purge': async (shop) => {
    await deleted(shop);
    return [
      call(
        as(shop.operator, post(own(shop, '/purge'))),
        ...['tenants.tenants.by-slug', 'tenants.tenants.purging', ...writing],
        ...['tenants.purges.insert', 'operations.insert', 'outbox.insert'],
      ),
    ];
  },
  'GET /v1/platform/tenants/{slug}/purge': async (shop) => {
    await deleted(shop);
    await shop.act(shop.operator, own(shop, '/purge'));
    const sends = ['tenants.tenants.by-slug', 'tenants.purges.of-tenant'];
    return [call(as(shop.operator, get(own(shop, '/purge'))), ...sends)];
  },
};
