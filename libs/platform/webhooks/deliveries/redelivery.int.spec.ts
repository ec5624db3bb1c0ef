// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver; time, where what waits for it is made due.
import type { ServerResponse } from 'node:http';
import { audited } from '../../../../test/support/audit-lines.js';
import { until } from '../../../../test/support/until.js';
import {
  type HookedTenant,
  type ShownDelivery,
  useWebhooksApp,
  type WebhooksApp,
} from '../../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

const redeliver = (id: string, delivery: ShownDelivery | undefined) =>
  shop.ask<ShownDelivery>('POST', `/${id}/deliveries/${delivery?.id}/redeliver`);

it('messages that are sent again keep the order of their subject', async () => {
  const page = 'order-again.example/hook';
  app.web.put(page);
  const { id } = await shop.hook(page);
  for (const what of ['first', 'second', 'third']) await shop.happens(what, 'same');
  await until(async () => (await shop.deliveries(id, '?state=delivered')).length === 3);
  const [third, second, first] = await shop.deliveries(id);
  const answers: ServerResponse[] = [];
  app.web.put(page, (response) => answers.push(response));
  await redeliver(id, first);
  await until(() => answers.length === 1);
  for (const later of [third, second])
    expect(await redeliver(id, later)).toMatchObject({ state: 'pending', dueAt: null });
  app.web.put(page);
  answers[0]?.end();
  await until(async () => (await shop.deliveries(id, '?state=delivered')).length === 3);
  const said = app.web.at(page).map(({ body }) => JSON.parse(body).data.what);
  expect(said).toEqual(['first', 'second', 'third', 'first', 'second', 'third']);
});

it('a message that waits for its next try begins anew', async () => {
  const page = 'anew.example/hook';
  app.web.put(page, { status: 500 });
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  const waiting = await until(async () => (await shop.deliveries(id)).find(({ tries }) => tries === 1));
  app.web.put(page, () => undefined);
  expect(await redeliver(id, waiting)).toMatchObject({ state: 'pending', tries: 0 });
  expect(await audited(app.api, shop.tenant.id, id)).toContain('webhooks.delivery.sent-again');
  await until(() => app.web.at(page).length === 2);
});

it('a message of which a try is under way is not sent beside it', async () => {
  const page = 'under-way.example/hook';
  const answers: ServerResponse[] = [];
  app.web.put(page, (response) => answers.push(response));
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  await until(() => answers.length === 1);
  const [sending] = await shop.deliveries(id);
  expect(await redeliver(id, sending)).toMatchObject({ state: 'pending', tries: 0, dueAt: sending?.dueAt });
  answers[0]?.end();
  await until(async () => (await shop.deliveries(id, '?state=delivered')).length === 1);
  expect(answers).toHaveLength(1);
});
