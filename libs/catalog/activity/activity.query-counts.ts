import { as, call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/catalog/apps/{slug}/activity': async (shop) => {
    await shop.importApps(2);
    const { token } = await shop.admin();
    const activity = (slug: string) => as(token, get(`/v1/catalog/apps/${slug}/activity`));
    return [
      call(activity('sample-1'), 'catalog.activity.of-app'),
      { ...call(activity('nowhere'), 'catalog.activity.of-app'), refused: 'app_not_found' },
    ];
  },
};
