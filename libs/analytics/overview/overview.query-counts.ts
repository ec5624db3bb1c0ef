import { as, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/analytics/overview': async (shop) => {
    const { token } = await shop.admin();
    const breakdown = ['analytics.questions.sampled', 'analytics.breakdown.total'];
    const sends = [
      ...['analytics.questions.sampled', 'analytics.series.by-day'],
      ...[...breakdown, 'analytics.breakdown.names', ...breakdown, 'analytics.breakdown.values'],
      ...[...breakdown, 'analytics.breakdown.values'],
    ];
    return [{ request: as(token, get('/v1/analytics/overview')), sends, atOnce: true }];
  },
};
