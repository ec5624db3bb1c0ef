import { as, call, get, post, type QueryCounts } from '../../../../test/support/query-counts.js';

const events = '/v1/platform/events';

export const queryCounts: QueryCounts = {
  'GET /v1/platform/events/{id}': async (shop) => {
    const url = `${events}/${await shop.deadLetter()}`;
    return [call(as(shop.operator, get(url)), 'events.dead-letters.find')];
  },
  'POST /v1/platform/events/{id}/retry': async (shop) => {
    const request = as(shop.operator, post(`${events}/${await shop.deadLetter()}/retry`));
    const goesBack = ['events.dead-letters.take', 'events.inbox.forget', 'outbox.insert', 'audit.lines.insert'];
    return [call(request, 'events.dead-letters.find', ...goesBack)];
  },
};
