// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver.
import { Maker } from '../../../test/support/studio.js';
import { until } from '../../../test/support/until.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

it('a webhook hears of each version that is published, and of no draft', async () => {
  const [page, chat] = ['apps.example/hook', 'chat.example/hook'];
  app.web.put(page).put(chat);
  const events = ['catalog.app.published'];
  await shop.hook(page, { events });
  await shop.hook(chat, { events, form: 'slack' });
  const maker = await Maker.in(app.api, 'editor', shop.tenant);
  await maker.app('carnet');
  await maker.draft('carnet', '1.0.0', { 'a.txt': 'a' });
  await maker.draft('carnet', '1.1.0', { 'a.txt': 'b' });
  expect(await maker.publish('carnet', '1.0.0')).toMatchObject({ state: 'succeeded' });
  await until(() => app.web.at(page).length > 0 && app.web.at(chat).length > 0);
  expect(app.web.at(page).map(({ body }) => JSON.parse(body))).toMatchObject([
    { type: 'catalog.app.published', version: 1, data: { slug: 'carnet', name: 'carnet', version: '1.0.0' } },
  ]);
  expect(app.web.at(chat).map(({ body }) => JSON.parse(body))).toEqual([{ text: 'carnet 1.0.0 est publiée.' }]);
});
