import { as, get, post, type QueryCounts } from '../../../test/support/query-counts.js';

const past = { from: '2026-01-01', to: '2026-01-31' };
const questions = [
  { kind: 'series' },
  { kind: 'breakdown', by: 'client' },
  { kind: 'breakdown', by: 'client', ...past },
  { kind: 'series', ...past },
];

export const queryCounts: QueryCounts = {
  // Whether events were sampled is read once for each period.
  'POST /v1/analytics/query': async (shop) => {
    const { token } = await shop.admin();
    const breakdown = ['analytics.breakdown.values', 'analytics.breakdown.total'];
    const sends = ['analytics.questions.sampled', 'analytics.series.by-day', ...breakdown];
    sends.push('analytics.questions.sampled', ...breakdown, 'analytics.series.by-day');
    return [{ request: as(token, post('/v1/analytics/query', { questions })), sends, atOnce: true }];
  },
  'GET /v1/analytics/overview': async (shop) => {
    const { token } = await shop.admin();
    const sends = ['analytics.questions.sampled', 'analytics.series.by-day', 'analytics.breakdown.names'];
    sends.push('analytics.breakdown.values', 'analytics.breakdown.values');
    return [{ request: as(token, get('/v1/analytics/overview')), sends, atOnce: true }];
  },
};
