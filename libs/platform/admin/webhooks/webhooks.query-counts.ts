import {
  as,
  call,
  get,
  ofVersion,
  patch,
  post,
  type QueryCounts,
  remove,
} from '../../../../test/support/query-counts.js';
import type { Shop } from '../../../../test/support/shop.js';

const url = '/v1/webhooks';
const endpoint = (what: string) => `webhooks.endpoints.${what}`;
const delivery = (what: string) => `webhooks.deliveries.${what}`;
const [locked, taken, traced] = ['webhooks.turns.lock', 'webhooks.turns.take', 'audit.lines.insert'];

/** An admin whose tenant has a webhook, to which a message is on its way. */
async function hooked(shop: Shop) {
  const { token } = await shop.admin();
  const wish = { url: 'https://hooks.example/', events: ['auth.member.joined'] };
  const { id } = await shop.ask<{ id: string }>(token, url, wish);
  const of = `${url}/${id}`;
  const message = await shop.ask<{ id: string }>(token, `${of}/test`, {});
  return { token, of, message: `${of}/deliveries/${message.id}` };
}

export const queryCounts: QueryCounts = {
  [`POST ${url}`]: async (shop) => {
    const wish = { url: 'https://hooks.example/', events: ['auth.member.joined'] };
    const created = [endpoint('lock-all'), endpoint('count'), endpoint('insert'), traced];
    return [call(as((await shop.admin()).token, post(url, wish)), ...created)];
  },
  [`GET ${url}/events`]: async (shop) => [call(as((await shop.admin()).token, get(`${url}/events`)))],
  [`GET ${url}/{id}`]: async (shop) => {
    const { token, of } = await hooked(shop);
    return [call(as(token, get(of)), endpoint('by-id'))];
  },
  [`PATCH ${url}/{id}`]: async (shop) => {
    const { token, of } = await hooked(shop);
    const changed = [locked, endpoint('lock'), endpoint('change'), traced];
    return [
      call(as(token, ofVersion(1, patch(of, { description: 'Chat' }))), ...changed),
      call(as(token, ofVersion(2, patch(of, { disabled: false }))), ...changed, taken),
    ];
  },
  [`DELETE ${url}/{id}`]: async (shop) => {
    const { token, of } = await hooked(shop);
    const emptied = [locked, endpoint('lock'), delivery('delete-ended')];
    const deleted = [...emptied, endpoint('delete'), 'webhooks.turns.forget', traced];
    return [call(as(token, ofVersion(1, remove(of))), ...deleted)];
  },
  [`POST ${url}/{id}/rotate-secret`]: async (shop) => {
    const { token, of } = await hooked(shop);
    return [call(as(token, post(`${of}/rotate-secret`)), endpoint('lock'), endpoint('rotate-secret'), traced)];
  },
  [`POST ${url}/{id}/test`]: async (shop) => {
    const { token, of } = await hooked(shop);
    const written = [taken, delivery('insert'), delivery('by-id')];
    return [call(as(token, post(`${of}/test`)), locked, endpoint('lock'), ...written)];
  },
  [`GET ${url}/{id}/deliveries/{deliveryId}`]: async (shop) => {
    const { token, message } = await hooked(shop);
    return [call(as(token, get(message)), delivery('by-id'))];
  },
  [`POST ${url}/{id}/deliveries/{deliveryId}/redeliver`]: async (shop) => {
    const { token, message } = await hooked(shop);
    const again = [taken, endpoint('lock'), delivery('send-again'), traced];
    return [call(as(token, post(`${message}/redeliver`)), ...again)];
  },
};
