import { as, call, put, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'PUT /v1/analytics/names/{name}': async (shop) => {
    const { token } = await shop.admin();
    const declares = as(token, put('/v1/analytics/names/app.opened', { properties: ['plan'] }));
    const statements = ['analytics.names.lock', 'analytics.names.declared', 'analytics.names.declare'];
    return [call(declares, ...statements, 'audit.lines.insert')];
  },
};
