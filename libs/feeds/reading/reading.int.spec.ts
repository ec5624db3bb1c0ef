// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; when posts were received, which SQL sets back.
import { newId } from '#platform/ids';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { rss } from '../../../test/support/feed-server.js';
import { FeedsApp, type Team } from '../../../test/support/feeds-app.js';
import { callAs, type SignedIn, signedIn } from '../../../test/support/signed-in.js';

let app: FeedsApp;
let team: Team;
let reader: SignedIn;
let made = 0;
let host: string;
beforeAll(async () => {
  app = await FeedsApp.start();
});
beforeEach(async () => {
  team = await app.team();
  reader = await signedIn(app.api, team.tenant, 'member');
  made += 1;
  host = `read-${made}.example`;
});
afterAll(() => app?.close());

interface Post {
  readonly id: string;
  readonly title: string;
  readonly read: boolean;
  readonly starred: boolean;
}
interface Counts {
  readonly unread: number;
  readonly position: number;
  readonly subscriptions: readonly { id: string; unread: number }[];
  readonly folders: readonly { id: string; unread: number }[];
}
const ask = async <Answer>(method: 'GET' | 'POST', path: string, body?: object, by = reader): Promise<Answer> => {
  const answer = await callAs(app.api, by.token, method, `/v1/feeds/${path}`, body);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
};
const list = async (query = '', by = reader) =>
  (await ask<{ data: Post[] }>('GET', `posts?limit=100${query}`, undefined, by)).data;
const titles = async (query = '', by = reader) => (await list(query, by)).map(({ title }) => title).sort();
const counts = (by = reader) => ask<Counts>('GET', 'unread', undefined, by);
const set = (posts: readonly (string | undefined)[], states: object, by = reader) =>
  ask<{ data: { id: string; status: number }[] }>('POST', 'posts/states', { posts, ...states }, by);
const markRead = (which: object = {}, by = reader) => ask<Counts>('POST', 'posts/read', which, by);
const idOf = async (title: string) => (await list()).find((post) => post.title === title)?.id;
const receive = (page: string, ...posts: string[]) => app.web.put(`${host}/${page}`, rss('Feed', ...posts));
const follow = async (page: string, chosen: object = {}) =>
  (await team.subscribe(`http://${host}/${page}`, chosen)).result.subscriptionId;

it('each member has read and starred their own', async () => {
  receive('feed', 'one', 'two', 'three');
  await follow('feed');
  const other = await signedIn(app.api, team.tenant, 'member');
  const [one, two] = [await idOf('one'), await idOf('two')];
  const unknown = newId();
  expect(await set([one, unknown, two], { read: true })).toEqual({
    data: [
      { id: one, status: 200 },
      { id: unknown, status: 404 },
      { id: two, status: 200 },
    ],
  });
  await set([two], { starred: true });
  await set([one], { read: false, starred: true }, other);
  expect(await titles('&unread=true')).toEqual(['three']);
  expect(
    (await list())
      .filter(({ read }) => read)
      .map(({ title }) => title)
      .sort(),
  ).toEqual(['one', 'two']);
  expect(await titles('&starred=true')).toEqual(['two']);
  expect(await titles('&starred=true&unread=true')).toEqual([]);
  expect([await titles('&unread=true', other), await titles('&starred=true', other)]).toEqual([
    ['one', 'three', 'two'],
    ['one'],
  ]);
  expect([(await counts()).unread, (await counts(other)).unread]).toEqual([1, 3]);
  await set([two], { starred: false });
  expect(await list('&starred=true')).toEqual([]);
  expect(await ask('GET', `posts/${two}`)).toMatchObject({ read: true, starred: false });
});

it('unread posts are counted by subscription and folder', async () => {
  receive('a', 'a1', 'a2');
  receive('b', 'b1');
  receive('c', 'c1');
  const folderId = (await team.call('POST', 'folders', { name: 'Weather' })).json().id;
  const [a, b, c] = [await follow('a', { folderId }), await follow('b', { folderId }), await follow('c')];
  const { position, ...before } = await counts();
  expect(before).toEqual({
    unread: 4,
    subscriptions: expect.arrayContaining([
      { id: a, unread: 2 },
      { id: b, unread: 1 },
      { id: c, unread: 1 },
    ]),
    folders: [{ id: folderId, unread: 3 }],
  });
  expect(await titles(`&folder=${folderId}&unread=true`)).toEqual(['a1', 'a2', 'b1']);
  expect(await markRead({ subscription: a })).toMatchObject({ unread: 2, folders: [{ id: folderId, unread: 1 }] });
  expect(await markRead({ folder: folderId, upTo: position })).toMatchObject({ unread: 1, folders: [] });
  expect(await titles('&unread=true')).toEqual(['c1']);
  expect(await titles(`&subscription=${a}&unread=true`)).toEqual([]);
});

it('what comes after the position that was read stays unread, and so does what is marked so afterwards', async () => {
  receive('feed', 'one', 'two');
  const id = await follow('feed');
  await set([await idOf('one')], { read: true });
  const { position } = await counts();
  receive('feed', 'one', 'two', 'three');
  await team.round();
  expect(await markRead({ upTo: position })).toMatchObject({ unread: 1, subscriptions: [{ id, unread: 1 }] });
  await set([await idOf('one')], { read: false });
  expect(await titles('&unread=true')).toEqual(['one', 'three']);
  expect((await counts()).unread).toBe(2);
  expect((await markRead({ upTo: position })).unread).toBe(1);
  expect(await markRead({ upTo: Number.MAX_SAFE_INTEGER })).toMatchObject({ unread: 0 });
  receive('feed', 'one', 'two', 'three', 'four');
  await team.round();
  expect(await titles('&unread=true')).toEqual(['four']);
});

it('posts that were received until a moment are marked as read', async () => {
  receive('feed', 'old');
  await follow('feed');
  await app.sql(`update feeds.posts set received_at = '2026-01-01' where tenant_id = '${team.tenant.id}'`);
  receive('feed', 'old', 'new');
  await team.round();
  await markRead({ receivedUntil: '2026-01-02T00:00:00Z' });
  expect(await titles('&unread=true')).toEqual(['new']);
});

it('a post stays, however old, while somebody has starred it', async () => {
  receive('feed', 'one', 'two', 'three');
  await follow('feed');
  const other = await signedIn(app.api, team.tenant, 'member');
  const [one, two] = [await idOf('one'), await idOf('two')];
  await set([one], { starred: true });
  await set([one, two], { starred: true }, other);
  await set([two], { starred: false }, other);
  await app.sql(`update feeds.posts set received_at = '2020-01-01' where tenant_id = '${team.tenant.id}'`);
  for (const [by, left] of [
    [undefined, ['one']],
    [reader, ['one']],
    [other, []],
  ] as const) {
    if (by) await set([one], { starred: false }, by);
    await enforceRetention(app.database);
    expect(await titles()).toEqual(left);
  }
});

it('a key has read nothing, and cannot', async () => {
  receive('feed', 'one');
  await follow('feed');
  const admin = await signedIn(app.api, team.tenant, 'admin');
  const created = await callAs(app.api, admin.token, 'POST', '/v1/keys', {
    name: 'Reads',
    kind: 'secret',
    scopes: ['feeds.read'],
  });
  const key = { ...reader, token: created.json().key };
  expect(await list('', key)).toEqual([expect.objectContaining({ title: 'one', read: false, starred: false })]);
  const refused = await callAs(app.api, key.token, 'GET', '/v1/feeds/unread');
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'no_account']);
});

it('counts are those of a recount while many readers mark, star and receive', async () => {
  const posts = Array.from({ length: 40 }, (_, i) => `post ${i}`);
  receive('a', ...posts);
  receive('b', ...posts);
  const [a] = [await follow('a'), await follow('b')];
  const ids = (await list()).map(({ id }) => id);
  const act = async (n: number) => {
    const some = ids.filter((_, i) => (i * 7 + n) % 5 === 0);
    const position = n * 3;
    if (n % 5 === 0) return markRead(n % 2 ? { subscription: a, upTo: position } : { upTo: position });
    if (n % 5 === 1) {
      receive('a', ...posts, `late ${n}`);
      return team.sync();
    }
    return set(some, n % 5 === 2 ? { read: n % 3 > 0 } : { read: n % 2 > 0, starred: n % 3 === 0 });
  };
  await Promise.all(Array.from({ length: 50 }, (_, n) => act(n)));
  await team.round();
  const unread = (await list('&unread=true')).length;
  expect((await list()).filter(({ read }) => !read)).toHaveLength(unread);
  const page = await ask<{ page: { totalItems: number } }>('GET', 'posts?unread=true&page=1');
  expect(page.page.totalItems).toBe(unread);
  const counted = await counts();
  expect(counted.unread).toBe(unread);
  for (const { id, unread } of counted.subscriptions) {
    expect((await list(`&subscription=${id}&unread=true`)).length).toBe(unread);
  }
});
