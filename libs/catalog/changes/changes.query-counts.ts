import { call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/stores/{tenant}/changes': async (shop) => {
    await shop.importApps(3);
    const url = `/v1/stores/${shop.slug}/changes`;
    const { next } = (await shop.api.inject(get(`${url}?limit=2`))).json().page;
    return [call(get(url), 'catalog.changes.from'), call(get(`${url}?since=${next}`), 'catalog.changes.from')];
  },
  'GET /v1/stores/{tenant}/changes.atom': async (shop) => {
    await shop.importApps(3);
    return [call(get(`/v1/stores/${shop.slug}/changes.atom`), 'catalog.changes.newest')];
  },
};
