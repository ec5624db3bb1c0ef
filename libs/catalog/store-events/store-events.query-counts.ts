import { call, get, type QueryCounts } from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'GET /v1/stores/{tenant}/events': ({ slug }) => [call(get(`/v1/stores/${slug}/events`))],
};
