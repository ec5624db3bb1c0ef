import {
  as,
  call,
  get,
  ofVersion,
  patch,
  post,
  type QueryCounts,
  remove,
  traces,
} from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';
import { Tenants } from './tenants.js';

const tenants = '/v1/platform/tenants';

/** Of the directory, which is read again and again. */
export const background = ['tenants.directory.'];

/** The audit line, the event, and the invalidation of cached settings. */
export const writing = [...traces, 'outbox.insert'];

/** The tenant's own URL. */
export const own = ({ slug }: Shop, of = '') => `${tenants}/${slug}${of}`;

export async function deleted(shop: Shop): Promise<void> {
  await shop.api.app.get(Tenants).delete(shop.slug, undefined, 0);
}

export const queryCounts: QueryCounts = {
  'POST /v1/platform/tenants': (shop) => {
    const tenant = { slug: `${shop.slug}-2`, name: 'Other', product: 'wistant', plan: 'free' };
    return [call(as(shop.operator, post(tenants, tenant)), 'tenants.tenants.insert', ...writing)];
  },
  'GET /v1/platform/tenants/{slug}': (shop) => [call(as(shop.operator, get(own(shop))), 'tenants.tenants.by-slug')],
  'PATCH /v1/platform/tenants/{slug}': (shop) => {
    const request = as(shop.operator, ofVersion(1, patch(own(shop), { name: 'New' })));
    return [call(request, 'tenants.tenants.update', ...writing)];
  },
  'POST /v1/platform/tenants/{slug}/suspend': (shop) => [
    call(as(shop.operator, post(own(shop, '/suspend'))), 'tenants.tenants.suspend', ...writing),
  ],
  'POST /v1/platform/tenants/{slug}/resume': async (shop) => {
    await shop.api.app.get(Tenants).suspend(shop.slug);
    return [call(as(shop.operator, post(own(shop, '/resume'))), 'tenants.tenants.resume', ...writing)];
  },
  'DELETE /v1/platform/tenants/{slug}': (shop) => [
    call(as(shop.operator, ofVersion(1, remove(own(shop)))), 'tenants.tenants.delete', ...writing),
  ],
  'POST /v1/platform/tenants/{slug}/undelete': async (shop) => {
    await deleted(shop);
    return [call(as(shop.operator, post(own(shop, '/undelete'))), 'tenants.tenants.undelete', ...writing)];
  },
};
