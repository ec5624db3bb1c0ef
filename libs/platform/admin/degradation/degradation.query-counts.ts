import { as, call, get, put, type QueryCounts } from '../../../../test/support/query-counts.js';

const url = '/v1/platform/degradation';

export const background = ['degradation.present', 'degradation.changes.lock', 'degradation.changes.write-sensed'];

export const queryCounts: QueryCounts = {
  'GET /v1/platform/degradation': (shop) => [call(as(shop.operator, get(url)), 'degradation.changes.last')],
  'PUT /v1/platform/degradation': (shop) => [
    call(
      as(shop.operator, put(url, { level: 0 })),
      'degradation.set',
      'degradation.changes.write',
      'audit.lines.insert',
    ),
  ],
};
