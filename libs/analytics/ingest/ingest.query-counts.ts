import { newId } from '#platform/ids';
import { as, call, post, type QueryCounts } from '../../../test/support/query-counts.js';

const batch = () => [{ id: newId(), name: 'app.opened', occurredAt: new Date().toISOString() }];

export const queryCounts: QueryCounts = {
  'POST /v1/ingest/{tenant}/events': async (shop) => {
    const { token } = await shop.admin();
    const sent = () => as(token, post(`/v1/ingest/${shop.slug}/events`, batch()));
    const stores = 'analytics.ingest.store-staged';
    return [call(sent(), 'analytics.names.lock', 'analytics.names.use', stores), call(sent(), stores)];
  },
};
