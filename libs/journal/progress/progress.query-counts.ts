import { as, call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/journal/progress': async (shop) => {
    const { token } = await shop.admin();
    return [
      call(
        as(token, get('/v1/journal/progress')),
        'journal.profiles.calendar',
        'tenants.tenants.by-slug',
        'journal.progress.of-person',
      ),
    ];
  },
};
