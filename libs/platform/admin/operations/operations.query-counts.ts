import { as, call, get, post, type QueryCounts } from '../../../../test/support/query-counts.js';

const operations = '/v1/operations';

export const queryCounts: QueryCounts = {
  'GET /v1/operations/{id}': async (shop) => {
    const url = `${operations}/${await shop.operation('succeeded')}`;
    return [call(as(shop.operator, get(url)), 'operations.by-id')];
  },
  'GET /v1/operations/{id}/events': async (shop) => {
    const url = `${operations}/${await shop.operation('succeeded')}/events`;
    return [call(as(shop.operator, get(url)), 'operations.by-id')];
  },
  'POST /v1/operations/{id}/cancel': async (shop) => {
    const request = as(shop.operator, post(`${operations}/${await shop.operation('queued')}/cancel`));
    return [call(request, 'operations.by-id', 'operations.ask-to-stop', "bullmq: A job's full row")];
  },
};
