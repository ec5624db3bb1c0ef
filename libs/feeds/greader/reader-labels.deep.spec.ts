// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the labels of somebody who has as many as are kept, which SQL wrote.
import { newId } from '#platform/ids';
import { openEventStream } from '../../../test/support/event-stream.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { ReaderClient as Client, state } from '../../../test/support/reader-client.js';
import { callAs, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { until } from '../../../test/support/until.js';
import { MOST_LABELS } from '../labels/labels.service.js';

let app: FeedsApp;
let team: Team;
let reader: SignedIn;
let client: Client;
let ids: Record<string, string>;
useFeedsApp(async (given) => {
  ({ app, team } = given);
  reader = await signedIn(app.api, team.tenant, 'member');
  client = await clientOf(reader);
  team.put('feed', 'one', 'two', 'three');
  await team.follow('feed');
  const { items } = await client.json('stream/contents');
  ids = Object.fromEntries(items.map(({ title, id }: { title: string; id: string }) => [title, id]));
});

const clientOf = (user: SignedIn) => Client.of(app.api, user, { scopes: ['feeds.read'] });
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
  await tag(['two'], { a: [label('Twice'), label('TWICE')] });
  await tag(['two'], { r: [label('TO translate'), label('unheard of'), label('twice')] });
  expect(await client.titles(label('To translate'))).toEqual(['one']);
  expect(await categoriesOf('two')).toEqual([label('Work & play'), state('starred')]);
  expect(await labels()).toEqual(['To translate', expect.stringMatching(/^twice$/i), 'Work & play']);
});

it('a label is read, up to a time too', async () => {
  await tag(['one', 'two'], { a: label('Later') });
  await client.edit('mark-all-as-read', { s: label('Later'), ts: `${Date.now() - 600_000}000` });
  expect(await client.titles(label('Later'), { xt: state('read') })).toEqual(['one', 'two']);
  await tag(['one'], { a: state('read') });
  expect(await client.titles(label('Later'), { xt: state('read') })).toEqual(['two']);
  await client.edit('mark-all-as-read', { s: label('later'), ts: `${Date.now()}000` });
  expect(await client.titles(label('Later'), { xt: state('read') })).toEqual([]);
  await tag(['one'], { a: [state('kept-unread'), state('starred')] });
  await client.edit('mark-all-as-read', { s: label('later') });
  expect(await client.titles(label('Later'), { xt: state('read') })).toEqual([]);
  expect(await client.titles(state('starred'))).toEqual(['one']);
  expect(await client.titles(state('reading-list'), { xt: state('read') })).toEqual(['three']);
});

it('a label of many posts is read in steps, and the devices of its reader hear of it once', async () => {
  await tag(['one'], { a: label('Later') });
  await app.sql(`
    insert into feeds.posts
        (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, number)
      select s.tenant_id, uuidv7(), s.id, 'many', '', '', '{}', '[]', now(), '', c.last + i
        from feeds.subscriptions s join feeds.post_counters c using (tenant_id), generate_series(1, 4500) i
        where s.tenant_id = '${team.tenant.id}';
    update feeds.post_counters set last = last + 4500 where tenant_id = '${team.tenant.id}';
    insert into feeds.labelled_posts (tenant_id, user_id, label_id, post_id, sorted_at)
      select p.tenant_id, l.user_id, l.id, p.id, p.sorted_at from feeds.posts p join feeds.labels l using (tenant_id)
        where l.user_id = '${reader.id}' and p.title = 'many'`);
  const url = `${await app.api.listen()}/v1/events`;
  const device = await openEventStream(url, { authorization: `Bearer ${reader.token}` });
  const rename = (name: string) => callAs(app.api, reader.token, 'PATCH', '/v1/me', { name }, { 'if-match': '*' });
  // That the feed brought posts may be told late: before this.
  await rename('Nobody');
  await until(async () => (await device.next())?.event === 'profile.changed');
  await client.edit('mark-all-as-read', { s: label('Later') });
  expect((await callAs(app.api, reader.token, 'GET', '/v1/feeds/unread')).json().unread).toBe(2);
  const steps = await app.sql<{ marked: number }>(
    `select count(*)::int as marked from feeds.post_states where user_id = '${reader.id}' group by xmin::text order by 1`,
  );
  expect(steps.map(({ marked }) => marked)).toEqual([501, 2000, 2000]);
  await rename('Somebody');
  expect([(await device.next())?.event, (await device.next())?.event]).toEqual(['unread.changed', 'profile.changed']);
  device.abort();
});

it('a folder goes before a label of its name', async () => {
  await tag(['one'], { a: label('sky') });
  const folderId = await team.folder('Sky');
  expect(await tags()).toEqual(['folder Sky']);
  expect(await client.titles(label('sky'))).toEqual([]);
  const { subscriptions } = await client.json('subscription/list');
  await team.call('PATCH', `subscriptions/${subscriptions[0].id.slice(5)}`, { folderId });
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

it('posts that are tagged at the same time are given no more labels than are kept', async () => {
  await app.sql(`insert into feeds.labels (tenant_id, user_id, id, name)
    select '${team.tenant.id}', '${reader.id}', uuidv7(), 'Label ' || i from generate_series(2, ${MOST_LABELS}) i`);
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => tag(['one'], { a: label(`At once ${n}`) })));
  const refused = answers.filter(({ statusCode }) => statusCode !== 200);
  expect(refused.map((answer) => answer.json().code)).toEqual(Array(7).fill('too_many_labels'));
});

it('all of a feed or label that there is not is marked as read', async () => {
  for (const s of [`feed/${newId()}`, 'feed/http://unknown.example/feed', label('Unknown')])
    expect((await client.post('mark-all-as-read', { s })).body).toBe('OK');
  expect(await client.titles(state('reading-list'), { xt: state('read') })).toHaveLength(3);
});
