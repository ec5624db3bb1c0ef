import { as, post, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'POST /v1/analytics/query': async (shop) => {
    const { token } = await shop.admin();
    const questions = [{ kind: 'series' }, { kind: 'breakdown', by: 'client' }];
    const sends = ['analytics.questions.sampled', 'analytics.series.by-day', 'analytics.questions.sampled'];
    sends.push('analytics.breakdown.values', 'analytics.breakdown.total');
    return [{ request: as(token, post('/v1/analytics/query', { questions })), sends, atOnce: true }];
  },
};
