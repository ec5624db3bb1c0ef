import { newId } from '#platform/ids';
import { as, call, get, post, type QueryCounts } from '../../../test/support/query-counts.js';

const batch = () => [{ id: newId(), name: 'app.opened', occurredAt: new Date().toISOString() }];

export const queryCounts: QueryCounts = {
  'GET /v1/ingest/page-1.js': () => [call(get('/v1/ingest/page-1.js'))],
  'POST /v1/ingest/{tenant}/events': async (shop) => {
    const { token } = await shop.admin();
    const sent = () => as(token, post(`/v1/ingest/${shop.slug}/events`, batch()));
    const stores = 'analytics.ingest.store-staged';
    return [call(sent(), 'analytics.names.lock', 'analytics.names.use', stores), call(sent(), stores)];
  },
};
