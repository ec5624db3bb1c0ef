import { as, call, get, post, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const url = '/v1/rides/ai-requests';
const situation = [
  'rides.profiles.in-force',
  'tenants.tenants.by-slug',
  'rides.recommendations.recent',
  'rides.statistics.days-in-a-row',
  'rides.goals.list.-createdAt.near',
];
const places = 'rides.ai-queue.of-user';
const [byId, end] = ['rides.ai-requests.by-id', 'rides.ai-requests.end-waiting'];
const settle = ['rides.ai-budgets.settle-of-tenant', 'rides.ai-budgets.settle-of-user'];

/** Somebody with a request that waits. */
async function asker(shop: Shop): Promise<{ token: string; at: string }> {
  const { token } = await shop.admin();
  const { id } = (await shop.api.inject(as(token, post(url, {})))).json();
  return { token, at: `${url}/${id}` };
}

export const growingLists = {
  'GET /v1/rides/ai-requests': 'the places of those that wait are a second statement',
};

export const queryCounts: QueryCounts = {
  'POST /v1/rides/ai-requests': async (shop) => [
    call(
      as((await shop.admin()).token, post(url, {})),
      ...situation,
      'rides.ai-requests.facts',
      'rides.rides.lock-rider',
      'rides.ai-requests.open',
      'rides.ai-budgets.reserve-of-tenant',
      'rides.ai-budgets.reserve-of-user',
      'rides.ai-requests.insert',
      places,
      // The one that wakes the queue, and the one for the end of its wait.
      'outbox.insert',
      'outbox.insert',
    ),
  ],
  'GET /v1/rides/ai-requests': async (shop) => {
    const { token } = await asker(shop);
    return [call(as(token, get(url)), 'rides.ai-requests.list.-createdAt.near', places)];
  },
  'GET /v1/rides/ai-requests/{id}': async (shop) => {
    const { token, at } = await asker(shop);
    return [call(as(token, get(at)), byId, places)];
  },
  'POST /v1/rides/ai-requests/{id}/cancel': async (shop) => {
    const { token, at } = await asker(shop);
    return [call(as(token, post(`${at}/cancel`)), end, ...settle), call(as(token, post(`${at}/cancel`)), end, byId)];
  },
  'DELETE /v1/rides/ai-requests/{id}': async (shop) => {
    const { token, at } = await asker(shop);
    await shop.api.inject(as(token, post(`${at}/cancel`)));
    return [call(as(token, remove(at)), 'rides.ai-requests.delete')];
  },
};
