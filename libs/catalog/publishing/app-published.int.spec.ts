// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver.
import { Maker } from '../../../test/support/studio.js';
import { until } from '../../../test/support/until.js';
import { WebhooksApp } from '../../../test/support/webhooks-app.js';

let app: WebhooksApp;
beforeAll(async () => {
  app = await WebhooksApp.start();
});
afterAll(() => app?.close());

it('a webhook hears of each version that is published, and of no draft', async () => {
  const [page, chat] = ['apps.example/hook', 'chat.example/hook'];
  app.receiver.answers200(page).answers200(chat);
  const shop = await app.tenant();
  const events = ['catalog.app.published'];
  await shop.hook(page, { events });
  await shop.hook(chat, { events, form: 'slack' });
  const maker = await Maker.in(app.api, 'editor', shop.tenant);
  await maker.app('carnet');
  await maker.draft('carnet', '1.0.0', { 'a.txt': 'a' });
  await maker.draft('carnet', '1.1.0', { 'a.txt': 'b' });
  expect(await maker.publish('carnet', '1.0.0')).toMatchObject({ state: 'succeeded' });
  await until(() => app.receiver.at(page).length > 0 && app.receiver.at(chat).length > 0);
  expect(app.receiver.at(page).map(({ body }) => JSON.parse(body))).toMatchObject([
    { type: 'catalog.app.published', version: 1, data: { slug: 'carnet', name: 'carnet', version: '1.0.0' } },
  ]);
  expect(app.receiver.at(chat).map(({ body }) => JSON.parse(body))).toEqual([{ text: 'carnet 1.0.0 est publiée.' }]);
});
