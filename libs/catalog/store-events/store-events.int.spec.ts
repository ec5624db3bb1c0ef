// Real: the whole API, sockets, PostgreSQL. Faked: the check that publishes a draft.
import { Database } from '#platform/database';
import { type EventStream, openEventStream } from '../../../test/support/event-stream.js';
import { Shop } from '../../../test/support/shop.js';
import { callAs, type SignedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { ShownVersion } from '../publishing/shown-version.js';
import { ChangedApps } from './changed-apps.js';

let api: TestApp;
let url: string;
let shop: Shop;
let admin: SignedIn;
let events: EventStream;

beforeAll(async () => {
  api = await startTestApp();
  url = await api.listen();
});
beforeEach(async () => {
  shop = await Shop.open(api);
  admin = await shop.admin();
  events = await openEventStream(`${url}/v1/stores/${shop.slug}/events`, {});
});
afterEach(() => events.abort());
afterAll(() => api.close());

const change = (slug: string, changes: object) =>
  callAs(api, admin.token, 'PATCH', `/v1/catalog/apps/${slug}`, changes, { 'if-match': '*' });
const archive = (slug: string) => callAs(api, admin.token, 'POST', `/v1/catalog/apps/${slug}/archive`);
const seen = async () => {
  const event = await events.next();
  const { wrote: _position, ...data } = event?.data ?? {};
  return [event?.event, data];
};
/** What comes after all that was sent so far. */
const tellLast = () =>
  api.app
    .get(Database)
    .transaction({ tenantId: shop.id }, async (tx) => api.app.get(ChangedApps).tell(tx, shop.id, ['last']));
const last = ['app.changed', { slug: 'last' }];

it('tell everyone of an app that appears, changes and disappears', async () => {
  await shop.importApps(1, 'mine');
  const { data } = (await api.inject({ url: `/v1/stores/${shop.slug}/apps` })).json();
  const slug: string = data[0].slug;
  expect(await seen()).toEqual(['app.changed', { slug }]);
  expect((await change(slug, { summary: 'Another' })).statusCode).toBe(200);
  expect(await seen()).toEqual(['app.changed', { slug }]);
  expect((await archive(slug)).statusCode).toBe(200);
  expect(await seen()).toEqual(['app.changed', { slug }]);
});

it('say nothing of an app that the store does not list', async () => {
  await shop.draft(admin.token, 'secret');
  expect((await change('secret', { summary: 'Another' })).statusCode).toBe(200);
  await shop.publish('secret');
  await archive('secret');
  expect(await seen()).toEqual(['app.changed', { slug: 'secret' }]);
  await api.app.get(Database).transaction({ tenantId: shop.id }, async (tx) => {
    const { id } = (await callAs(api, admin.token, 'GET', '/v1/catalog/apps/secret')).json();
    await api.app.get(ShownVersion).showHighest(tx, shop.id, id);
  });
  await tellLast();
  expect(await seen()).toEqual(last);
});

it('say nothing of another store', async () => {
  const other = await Shop.open(api);
  await other.importApps(1, 'theirs');
  await tellLast();
  expect(await seen()).toEqual(last);
});

it('come once for an app and transaction, and without slugs for more than twenty at once', async () => {
  await api.app.get(Database).transaction({ tenantId: shop.id }, async (tx) => {
    const changed = api.app.get(ChangedApps);
    changed.tell(tx, shop.id, ['a', 'b']);
    changed.tell(tx, shop.id, ['b', 'c']);
  });
  expect([await seen(), await seen(), await seen()].map(([, data]) => data)).toEqual([
    { slug: 'a' },
    { slug: 'b' },
    { slug: 'c' },
  ]);
  await shop.importApps(21, 'many');
  await tellLast();
  expect([await seen(), await seen()]).toEqual([['apps.changed', {}], last]);
});
