// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the labels of somebody who has as many as are kept, which SQL wrote.
import { rss } from '../../../test/support/feed-server.js';
import { FeedsApp, type Team } from '../../../test/support/feeds-app.js';
import { ReaderClient as Client } from '../../../test/support/reader-client.js';
import { callAs, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { MOST_LABELS } from '../labels/labels.service.js';

let app: FeedsApp;
let team: Team;
let reader: SignedIn;
let client: Client;
let made = 0;
let ids: Record<string, string>;
beforeAll(async () => {
  app = await FeedsApp.start();
});
beforeEach(async () => {
  team = await app.team();
  reader = await signedIn(app.api, team.tenant, 'member');
  client = await clientOf(reader);
  made += 1;
  const page = `reader-labels-${made}.example/feed`;
  app.web.put(page, rss('Feed', 'one', 'two', 'three'));
  await team.subscribe(`http://${page}`);
  const { items } = await client.json('stream/contents');
  ids = Object.fromEntries(items.map(({ title, id }: { title: string; id: string }) => [title, id]));
});
afterAll(() => app?.close());

const clientOf = (user: SignedIn) => Client.of(app.api, user, { scopes: ['feeds.read'] });
const state = (name: string) => `user/-/state/com.google/${name}`;
const label = (name: string) => `user/-/label/${name}`;
const tag = (titles: readonly string[], changes: Record<string, string | string[]>, by = client) =>
  by.post('edit-tag', { i: titles.map((title) => ids[title] ?? ''), ...changes });
const tags = async (by = client) =>
  (await by.json('tag/list')).tags.slice(1).map(({ label: name, type }: Record<string, string>) => `${type} ${name}`);
const categoriesOf = async (title: string, by = client) =>
  (await by.contents([ids[title] ?? '']))[0]?.categories.slice(1);
const labels = async (by = reader) =>
  (await callAs(app.api, by.token, 'GET', '/v1/feeds/labels')).json().data.map(({ name }: { name: string }) => name);

it('posts are labelled, listed by their label, and lose it', async () => {
  expect((await tag(['one', 'two'], { a: label('To translate') })).body).toBe('OK');
  await tag(['two'], { a: [label('Work & play'), label('to TRANSLATE'), state('starred')] });
  expect((await client.json('tag/list')).tags).toEqual([
    { id: state('starred') },
    { id: label('To translate'), label: 'To translate', type: 'tag' },
    { id: label('Work & play'), label: 'Work & play', type: 'tag' },
  ]);
  // The labels are those of the other routes.
  expect(await labels()).toEqual(['To translate', 'Work & play']);
  expect(await categoriesOf('two')).toEqual([label('To translate'), label('Work & play'), state('starred')]);
  expect(await client.titles(label('To translate'))).toEqual(['one', 'two']);
  expect(await client.titles('user/1234/label/work & play')).toEqual(['two']);
  expect(await client.ids(label('to translate'))).toHaveLength(2);
  const pages = await client.pages(label('To translate'), { n: '1', r: 'o' });
  expect(pages.flat()).toEqual((await client.pages(label('To translate'), { n: '5' })).flat().toReversed());
  await tag(['two'], { r: [label('TO translate'), label('unheard of')] });
  expect(await client.titles(label('To translate'))).toEqual(['one']);
  expect(await categoriesOf('two')).toEqual([label('Work & play'), state('starred')]);
  expect(await labels()).toEqual(['To translate', 'Work & play']);
});

it('a label is read, up to a time too', async () => {
  await tag(['one', 'two'], { a: label('Later') });
  await client.edit('mark-all-as-read', { s: label('Later'), ts: `${Date.now() - 600_000}000` });
  expect(await client.titles(label('Later'), { xt: state('read') })).toEqual(['one', 'two']);
  await tag(['one'], { a: state('read') });
  expect(await client.titles(label('Later'), { xt: state('read') })).toEqual(['two']);
  await client.edit('mark-all-as-read', { s: label('later'), ts: `${Date.now()}000` });
  expect(await client.titles(label('Later'), { xt: state('read') })).toEqual([]);
  expect(await client.titles(state('reading-list'), { xt: state('read') })).toEqual(['three']);
});

it('a folder goes before a label of its name', async () => {
  await tag(['one'], { a: label('sky') });
  const folderId = (await team.call('POST', 'folders', { name: 'Sky' })).json().id;
  expect(await tags()).toEqual(['folder Sky']);
  expect(await client.titles(label('sky'))).toEqual([]);
  const { subscriptions } = await client.json('subscription/list');
  await team.call('PATCH', `subscriptions/${subscriptions[0].id.slice(5)}`, { folderId }, { 'if-match': '*' });
  expect(await client.titles(label('sky'))).toEqual(['one', 'three', 'two']);
  await tag(['two'], { a: label('Sky') });
  expect(await labels()).toEqual(['sky']);
  await tag(['three'], { a: label('Air') });
  expect(await tags()).toEqual(['folder Sky', 'tag Air']);
  expect(await categoriesOf('three')).toEqual([label('Sky'), label('Air')]);
  await client.edit('mark-all-as-read', { s: label('Sky') });
  expect(await client.titles(state('reading-list'), { xt: state('read') })).toEqual([]);
});

it('labels are of their user alone', async () => {
  await tag(['one'], { a: label('Mine') });
  const other = await clientOf(await signedIn(app.api, team.tenant, 'owner'));
  expect(await tags(other)).toEqual([]);
  expect(await other.titles(label('Mine'))).toEqual([]);
  expect(await categoriesOf('one', other)).toEqual([]);
  await tag(['one'], { r: label('Mine') }, other);
  await other.edit('mark-all-as-read', { s: label('Mine') });
  expect(await client.titles(label('Mine'), { xt: state('read') })).toEqual(['one']);
  await tag(['two'], { a: label('Mine') }, other);
  expect([await client.titles(label('Mine')), await other.titles(label('Mine'))]).toEqual([['one'], ['two']]);
});

it('no more labels are made than are kept, and none without a post or a name', async () => {
  await client.edit('edit-tag', { i: '999999', a: label('Nothing') });
  await client.edit('edit-tag', { a: label('Nothing') });
  expect((await tag(['one'], { a: label('x'.repeat(101)) })).statusCode).toBe(400);
  const many = Array.from({ length: 21 }, (_, n) => label(`Label ${n}`));
  for (const which of ['a', 'r'])
    expect((await tag(['one'], { [which]: many })).json().code).toBe('reader_request_invalid');
  expect(await labels()).toEqual([]);
  await app.sql(`insert into feeds.labels (tenant_id, user_id, id, name)
    select '${team.tenant.id}', '${reader.id}', uuidv7(), 'Label ' || i from generate_series(1, ${MOST_LABELS - 1}) i`);
  expect((await tag(['one'], { a: [label('Last'), label('More')] })).json().code).toBe('too_many_labels');
  expect((await tag(['one'], { a: [label('Last'), label('Label 1')] })).body).toBe('OK');
  expect((await tag(['one'], { a: label('More') })).statusCode).toBe(409);
  expect((await tag(['two'], { a: label('Last') })).body).toBe('OK');
  expect(await client.titles(label('Last'))).toEqual(['one', 'two']);
});
