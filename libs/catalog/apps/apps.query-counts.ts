import { call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/stores/{tenant}/apps/{slug}': async (shop) => {
    await shop.importApps(2);
    const app = (slug: string) => get(`/v1/stores/${shop.slug}/apps/${slug}`);
    return [
      call(app('sample-1'), 'catalog.apps.by-slug'),
      { ...call(app('nowhere'), 'catalog.apps.by-slug'), refused: 'app_not_found' },
    ];
  },
  'GET /v1/stores/{tenant}/apps/{slug}/versions': async (shop) => {
    await shop.importApps(2);
    const list = 'catalog.app-versions.list.app.-createdAt.near';
    return [
      call(get(`/v1/stores/${shop.slug}/apps/sample-1/versions`), list),
      {
        ...call(get(`/v1/stores/${shop.slug}/apps/nowhere/versions`), list, 'catalog.apps.by-slug'),
        refused: 'app_not_found',
      },
    ];
  },
};
