// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; when posts were received, which SQL sets back.
import { newId } from '#platform/ids';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { type FeedsApp, Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { callAs, signedIn } from '../../../test/support/signed-in.js';

let app: FeedsApp;
let team: Team;
let reader: Team;
useFeedsApp(async (given) => {
  ({ app, team } = given);
  reader = await team.withUser('member');
});

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
const list = async (query = '', by = reader) => (await by.read<{ data: Post[] }>(`posts?limit=100${query}`)).data;
const titles = async (query = '', by = reader) => (await list(query, by)).map(({ title }) => title).sort();
const counts = (by = reader) => by.read<Counts>('unread');
const set = (posts: readonly (string | undefined)[], states: object, by = reader) =>
  by.ask<{ data: { id: string; status: number }[] }>('POST', 'posts/states', { posts, ...states });
const markRead = (which: object = {}, by = reader) => by.ask<Counts>('POST', 'posts/read', which);
const idOf = async (title: string) => (await list()).find((post) => post.title === title)?.id;

it('each member has read and starred their own', async () => {
  team.put('feed', 'one', 'two', 'three');
  await team.follow('feed');
  const other = await team.withUser('member');
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
  const page = (by: Team) => by.read<{ page: object }>('posts?starred=true&unread=true&page=1');
  expect([(await page(reader)).page, (await page(other)).page]).toMatchObject([{ totalItems: 0 }, { totalItems: 1 }]);
  expect([await titles('&unread=true', other), await titles('&starred=true', other)]).toEqual([
    ['one', 'three', 'two'],
    ['one'],
  ]);
  expect([(await counts()).unread, (await counts(other)).unread]).toEqual([1, 3]);
  await set([two], { starred: false });
  expect(await list('&starred=true')).toEqual([]);
  expect(await reader.read(`posts/${two}`)).toMatchObject({ read: true, starred: false });
});

it('unread posts are counted by subscription and folder', async () => {
  team.put('a', 'a1', 'a2');
  team.put('b', 'b1');
  team.put('c', 'c1');
  const folderId = await team.folder('Weather');
  const [a, b, c] = [
    await team.follow('a', { folderId }),
    await team.follow('b', { folderId }),
    await team.follow('c'),
  ];
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
  team.put('feed', 'one', 'two');
  const id = await team.follow('feed');
  await set([await idOf('one')], { read: true });
  const { position } = await counts();
  team.put('feed', 'one', 'two', 'three');
  await team.round();
  expect(await markRead({ upTo: position })).toMatchObject({ unread: 1, subscriptions: [{ id, unread: 1 }] });
  await set([await idOf('one')], { read: false });
  expect(await titles('&unread=true')).toEqual(['one', 'three']);
  expect((await counts()).unread).toBe(2);
  expect((await markRead({ upTo: position })).unread).toBe(1);
  expect(await markRead({ upTo: Number.MAX_SAFE_INTEGER })).toMatchObject({ unread: 0 });
  team.put('feed', 'one', 'two', 'three', 'four');
  await team.round();
  expect(await titles('&unread=true')).toEqual(['four']);
});

it('steps through unread posts go on while they become few and others become unread', async () => {
  for (const page of ['a', 'b', 'c']) {
    team.put(page, ...Array.from({ length: 400 }, (_, n) => `post ${n}`));
    await team.follow(page);
  }
  expect((await counts()).unread).toBe(1200);
  const steps = async (query: string) =>
    reader.read<{ data: Post[]; page: { next: string | null } }>(`posts?unread=true&limit=10${query}`);
  const first = await steps('');
  const second = await steps(`&cursor=${first.page.next}`);
  const [a, b, c, d] = second.data;
  await markRead();
  expect(await steps('')).toMatchObject({ data: [], page: { next: null } });
  await set([first.data[0]?.id, b?.id, d?.id], { read: false });
  expect((await steps(`&cursor=${first.page.next}`)).data.map(({ id }) => id)).toEqual([b?.id, d?.id]);
  const few = await reader.read<{ page: { next: string } }>('posts?unread=true&limit=2');
  await set([c?.id], { read: false });
  await set([c?.id], { read: false });
  expect((await steps(`&cursor=${few.page.next}`)).data.map(({ id }) => id)).toEqual([c?.id, d?.id]);
  expect((await reader.read<Post[]>(`posts/${a?.id}/neighbours?unread=true`)) as object).toMatchObject({
    previous: { id: first.data[0]?.id },
    next: { id: b?.id },
  });
  expect((await reader.read<{ page: object }>('posts?unread=true&page=1')).page).toMatchObject({ totalItems: 4 });
});

it('a feed that comes into a folder while that is marked as read keeps what was read of it', async () => {
  team.put('a', 'a1');
  team.put('b', 'b1', 'b2');
  const folderId = await team.folder('Weather');
  await team.follow('a', { folderId });
  const b = await team.follow('b');
  await set([await idOf('b1')], { read: true });
  await markRead({ folder: folderId });
  const marks = `select from feeds.read_marks where tenant_id = '${team.tenant.id}' for update`;
  await using device = await heldTransaction(app.api.database.adminUrl, marks);
  const marked = markRead({ folder: folderId });
  await device.blocks();
  expect((await team.call('PATCH', `subscriptions/${b}`, { folderId })).statusCode).toBe(200);
  await device.commit();
  expect(await marked).toMatchObject({ unread: 1 });
  expect(await titles('&unread=true')).toEqual(['b2']);
});

it('posts that were received until a moment are marked as read', async () => {
  team.put('feed', 'old');
  await team.follow('feed');
  await app.sql(`update feeds.posts set received_at = '2026-01-01' where tenant_id = '${team.tenant.id}'`);
  team.put('feed', 'old', 'new');
  await team.round();
  await markRead({ receivedUntil: '2026-01-02T00:00:00Z' });
  expect(await titles('&unread=true')).toEqual(['new']);
  // As a device says that was offline since.
  await markRead();
  expect((await markRead({ receivedUntil: '2026-01-02T00:00:00Z' })).unread).toBe(0);
});

it('a post stays, however old, while somebody has starred it', async () => {
  team.put('feed', 'one', 'two', 'three');
  await team.follow('feed');
  const other = await team.withUser('member');
  const [one, two] = [await idOf('one'), await idOf('two')];
  await set([one], { starred: true });
  await set([one, two], { starred: true }, other);
  await set([two], { starred: false }, other);
  // As where somebody who had starred it is erased.
  const gone = await team.withUser('member');
  await set([await idOf('three')], { starred: true }, gone);
  await app.sql(`delete from feeds.post_states where user_id = '${gone.user.id}'`);
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

it('a post stays that somebody stars while another one takes their star away', async () => {
  team.put('feed', 'one');
  await team.follow('feed');
  const [one, other] = [await idOf('one'), await team.withUser('member')];
  await set([one], { starred: true });
  const unstar = `update feeds.post_states set starred_at = null where user_id = '${reader.user.id}'`;
  await using device = await heldTransaction(app.api.database.adminUrl, unstar);
  const starred = set([one], { starred: true }, other);
  await device.blocks();
  await device.commit();
  await starred;
  await app.sql(`update feeds.posts set received_at = '2020-01-01' where tenant_id = '${team.tenant.id}'`);
  await enforceRetention(app.database);
  expect(await titles('&starred=true', other)).toEqual(['one']);
});

it('at most 500 posts are marked at once', async () => {
  const mark = async (count: number) =>
    (await reader.call('POST', 'posts/states', { posts: Array.from({ length: count }, newId), read: true })).statusCode;
  expect([await mark(500), await mark(501), await mark(0)]).toEqual([200, 400, 400]);
});

it('a key has read nothing, and cannot', async () => {
  team.put('feed', 'one');
  await team.follow('feed');
  const admin = await signedIn(app.api, team.tenant, 'admin');
  const created = await callAs(app.api, admin.token, 'POST', '/v1/keys', {
    name: 'Reads',
    kind: 'secret',
    scopes: ['feeds.read'],
  });
  const key = new Team(app, team.tenant, { ...reader.user, token: created.json().key });
  expect(await list('', key)).toEqual([expect.objectContaining({ title: 'one', read: false, starred: false })]);
  const refused = await key.call('GET', 'unread');
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'no_account']);
});

it('counts are those of a recount while many readers mark, star and receive', async () => {
  const posts = Array.from({ length: 40 }, (_, i) => `post ${i}`);
  team.put('a', ...posts);
  team.put('b', ...posts);
  const [a] = [await team.follow('a'), await team.follow('b')];
  const ids = (await list()).map(({ id }) => id);
  const act = async (n: number) => {
    const some = ids.filter((_, i) => (i * 7 + n) % 5 === 0);
    const position = n * 3;
    if (n % 5 === 0) return markRead(n % 2 ? { subscription: a, upTo: position } : { upTo: position });
    if (n % 5 === 1) {
      team.put('a', ...posts, `late ${n}`);
      return team.sync();
    }
    return set(some, n % 5 === 2 ? { read: n % 3 > 0 } : { read: n % 2 > 0, starred: n % 3 === 0 });
  };
  await Promise.all(Array.from({ length: 50 }, (_, n) => act(n)));
  await team.round();
  const unread = (await list('&unread=true')).length;
  expect((await list()).filter(({ read }) => !read)).toHaveLength(unread);
  const page = await reader.read<{ page: { totalItems: number } }>('posts?unread=true&page=1');
  expect(page.page.totalItems).toBe(unread);
  const counted = await counts();
  expect(counted.unread).toBe(unread);
  for (const { id, unread } of counted.subscriptions) {
    expect((await list(`&subscription=${id}&unread=true`)).length).toBe(unread);
  }
});

it.each(['subscription', 'folder'])(
  'an unknown %s is refused with a pointer, and one of another tenant',
  async (place) => {
    const other = await app.team();
    const theirs = (await other.call('POST', 'folders', { name: 'Theirs' })).json().id;
    for (const id of [newId(), theirs]) {
      const answer = await callAs(app.api, reader.user.token, 'POST', '/v1/feeds/posts/read', { [place]: id });
      expect([answer.statusCode, answer.json()]).toMatchObject([
        422,
        { code: `unknown_${place}`, errors: [{ pointer: `/${place}`, in: 'body' }] },
      ]);
    }
  },
);
