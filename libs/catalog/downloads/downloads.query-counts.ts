import { bundled } from '../../../test/support/bundled.js';
import { call, get, post, type QueryCounts } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

export const background = ['catalog.downloads.count', 'catalog.bundles.note-use'];

const asks = (shop: Shop, slug: string) => post(`/v1/stores/${shop.slug}/apps/${slug}/downloads`);

export const queryCounts: QueryCounts = {
  'POST /v1/stores/{tenant}/apps/{slug}/downloads': async (shop) => {
    await shop.importApps(3);
    await bundled(shop, 'sample-1');
    const asked = 'catalog.bundles.asked-version';
    const begun = [
      asked,
      'catalog.bundles.lock-request',
      'catalog.bundles.lock-version',
      'operations.insert',
      'outbox.insert',
      'catalog.bundles.request-by',
    ];
    return [
      call(asks(shop, 'sample-1'), asked),
      call(asks(shop, 'sample-2'), ...begun),
      call(asks(shop, 'sample-2'), asked, 'operations.by-id'),
      { ...call(asks(shop, 'nowhere'), asked), refused: 'app_not_found' },
    ];
  },
  'GET /v1/stores/{tenant}/downloads/{token}': async (shop) => {
    await shop.importApps(2);
    return [call(get(`/v1/stores/${shop.slug}/downloads/${await bundled(shop, 'sample-1')}`))];
  },
  'GET /v1/stores/{tenant}/operations/{id}': async (shop) => {
    await shop.importApps(2);
    const { id } = (await shop.api.inject(asks(shop, 'sample-1'))).json();
    return [call(get(`/v1/stores/${shop.slug}/operations/${id}`), 'operations.by-id')];
  },
};
