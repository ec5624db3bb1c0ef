import { Tenants } from '../../../libs/tenants/tenants/tenants.service.js';
import { counts, nothing, type QueryCounts, traces } from '../../support/query-counts.js';
import type { Shop } from '../../support/shop.js';

/** Of the directory, which is read again and again. */
export const background = ['tenants.directory.', 'tenants.metering.add'];

/** The audit line, the event, and the invalidation of cached settings. */
const writes = `${traces} outbox.insert`;
const bySlug = 'tenants.tenants.by-slug';

async function deleted({ api, slug }: Shop) {
  await api.app.get(Tenants).delete(slug, undefined, 0);
  return {};
}

export const queryCounts: QueryCounts = {
  ...counts(nothing, {
    'GET /v1/platform/products': '',
    'GET /v1/tenant': bySlug,
    'POST /v1/platform/tenants': `tenants.tenants.insert ${writes}`,
    'GET /v1/platform/tenants/{slug}': bySlug,
    'GET /v1/platform/tenants/{slug}/usage': `${bySlug} tenants.usage.all`,
    'GET /v1/platform/tenants/{slug}/metering': `${bySlug} tenants.metering.of-month`,
    'PATCH /v1/platform/tenants/{slug}': `tenants.tenants.update ${writes}`,
    'POST /v1/platform/tenants/{slug}/suspend': `tenants.tenants.suspend ${writes}`,
    'DELETE /v1/platform/tenants/{slug}': `tenants.tenants.delete ${writes}`,
  }),
  ...counts(
    async ({ api, slug }) => {
      await api.app.get(Tenants).suspend(slug);
      return {};
    },
    { 'POST /v1/platform/tenants/{slug}/resume': `tenants.tenants.resume ${writes}` },
  ),
  ...counts(deleted, {
    'POST /v1/platform/tenants/{slug}/undelete': `tenants.tenants.undelete ${writes}`,
    'POST /v1/platform/tenants/{slug}/purge': `${bySlug} tenants.tenants.purging ${writes} tenants.purges.insert
      operations.insert outbox.insert`,
  }),
  ...counts(
    async (shop) => {
      await deleted(shop);
      await shop.act(shop.operator, `/v1/platform/tenants/${shop.slug}/purge`);
      return {};
    },
    { 'GET /v1/platform/tenants/{slug}/purge': `${bySlug} tenants.purges.of-tenant` },
  ),
};
