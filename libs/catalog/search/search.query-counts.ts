import { call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/stores/{tenant}/facets': async (shop) => {
    await shop.importApps(2);
    return [call(get(`/v1/stores/${shop.slug}/facets?search=sample&tag=kind`), 'catalog.search.facets')];
  },
  'GET /v1/stores/{tenant}/suggestions': async (shop) => {
    await shop.importApps(2);
    // Fewer than five apps begin so.
    const suggestions = get(`/v1/stores/${shop.slug}/suggestions?prefix=sam`);
    return [call(suggestions, 'catalog.search.suggest', 'catalog.search.similar')];
  },
};
