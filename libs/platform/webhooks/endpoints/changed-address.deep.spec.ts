// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver.
import type { ServerResponse } from 'node:http';
import { until } from '../../../../test/support/until.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

it.each([500, 410])('%d of an address that was replaced during the try does not count', async (status) => {
  const [former, present] = [`former-${status}.example/hook`, `present-${status}.example/hook`];
  const held: ServerResponse[] = [];
  app.web.put(former, (response) => held.push(response)).put(present);
  const { id } = await shop.hook(former);
  await shop.happens('rain');
  await until(() => held.length === 1);
  await shop.ask('PATCH', `/${id}`, { url: `http://${present}` });
  held[0]?.writeHead(status).end();
  const delivery = await until(async () => (await shop.deliveries(id)).find(({ tries }) => tries === 1));
  expect(delivery.state).toBe('pending');
  expect(await shop.read(id)).toMatchObject({ failingSince: null, disabledReason: null, version: 2 });
  await shop.timePasses();
  await until(async () => (await shop.deliveries(id, '?state=delivered')).length === 1);
  expect(app.web.at(present)).toHaveLength(1);
});
