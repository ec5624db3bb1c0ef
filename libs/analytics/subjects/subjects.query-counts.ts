import { as, call, type QueryCounts, remove } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'DELETE /v1/analytics/subjects/{subject}': async (shop) => {
    const { token } = await shop.admin();
    return [
      call(
        as(token, remove('/v1/analytics/subjects/device-1')),
        'operations.insert',
        'outbox.insert',
        'analytics.subjects.lock',
        'analytics.subjects.insert',
        'audit.lines.insert',
      ),
    ];
  },
};
