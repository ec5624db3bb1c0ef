// Real: the whole API, a worker, PostgreSQL. Faked: the Internet, which answers nothing; posts and marks, which SQL wrote.
import { openEventStream } from '../../../test/support/event-stream.js';
import { opmlOf } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { until } from '../../../test/support/until.js';

let app: FeedsApp;
let url: string;
let team: Team;
let folderId: string;
let subscriptionId: string;
useFeedsApp(async (given) => {
  ({ app, team } = given);
  url ??= await app.api.listen();
  await team.importOpml(opmlOf('http://deleted.example/feed'));
  subscriptionId = (await team.subscriptions())[0]?.id ?? '';
  folderId = await team.folder('Weather');
});

const mine = () => `tenant_id = '${team.tenant.id}'`;
const rows = async (table: string) =>
  (await app.sql<{ count: number }>(`select count(*)::int from feeds.${table} where ${mine()}`))[0]?.count;
const receive = (posts: number, of = subscriptionId) =>
  app.sql(`insert into feeds.posts (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash)
    select '${team.tenant.id}', uuidv7(), '${of}', 'A post', '', '', '{}', '[]', now(), '' from generate_series(1, ${posts})`);
const mark = (filterId: string) =>
  app.sql(`insert into feeds.marked_posts (tenant_id, filter_id, post_id, sorted_at, announced)
    select tenant_id, '${filterId}', id, sorted_at, true from feeds.posts where ${mine()}`);

/** Refuses statements that delete more than `most` rows of a table. */
async function bound(table: string, most: number): Promise<void> {
  await app.sql(`create or replace function feeds.bound() returns trigger language plpgsql as
      $$ begin if (select count(*) from gone) > tg_argv[0]::int then raise 'Too many.'; end if; return null; end $$;
    create or replace trigger bound after delete on feeds.${table} referencing old table as gone for each statement
      execute function feeds.bound(${most})`);
}
/** Interrupts what deletes a row of a table, while `run` runs. */
async function interrupted<Result>(table: string, run: () => Promise<Result>): Promise<Result> {
  await app.sql(`create or replace function feeds.interrupt() returns trigger language plpgsql as $$ begin raise 'No.'; end $$;
    create trigger interrupt before delete on feeds.${table} for each row execute function feeds.interrupt()`);
  try {
    return await run();
  } finally {
    await app.sql(`drop trigger interrupt on feeds.${table}`);
  }
}
const remove = async (path: string, version: string) => {
  const answer = await team.call('DELETE', path, undefined, { 'if-match': version });
  return [answer.statusCode, answer.body && answer.json().code];
};

it.each(['folder', 'subscription'])('the marks of the filters of a %s go in steps before it', async (kind) => {
  const [path, place] =
    kind === 'folder' ? [`folders/${folderId}`, { folderId }] : [`subscriptions/${subscriptionId}`, { subscriptionId }];
  const { id } = (await team.call('POST', 'filters', { name: 'Alone', action: 'mark', terms: [], ...place })).json();
  await receive(15_000);
  // As the server does itself, some time after so many rows: it plans by what it counted, each check of a foreign key, too.
  await app.sql('analyze feeds.posts');
  await mark(id);
  await app.sql('analyze feeds.marked_posts');
  await bound('marked_posts', 10_000);
  expect(await remove(path, '"v2"')).toEqual([412, 'precondition_failed']);
  expect(await rows('marked_posts')).toBe(15_000);
  expect(await interrupted('filters', () => remove(path, '"v1"'))).toEqual([500, 'internal_error']);
  // The posts of a subscription follow.
  expect([await rows('marked_posts'), await rows('filters')]).toEqual([kind === 'folder' ? 5_000 : 0, 1]);
  expect(await remove(path, '"v1"')).toEqual([204, '']);
  expect([await rows('marked_posts'), await rows('filters')]).toEqual([0, 0]);
  expect(await remove(path, '*')).toEqual([404, `${kind}_not_found`]);
});

it.each([
  ['folder', 4],
  ['subscription', 2],
])('the posts and marks of other places stay where a %s is deleted', async (kind, posts) => {
  await team.importOpml(opmlOf('http://kept.example/feed'));
  const kept = (await team.subscriptions()).find(({ id }) => id !== subscriptionId)?.id ?? '';
  const keptFolder = await team.folder('Kept');
  for (const [id, inside] of [
    [subscriptionId, folderId],
    [kept, keptFolder],
  ] as const) {
    await team.call('PATCH', `subscriptions/${id}`, { folderId: inside });
    await receive(2, id);
  }
  const [here, there] =
    kind === 'folder' ? [{ folderId }, { folderId: keptFolder }] : [{ subscriptionId }, { subscriptionId: kept }];
  for (const place of [here, there, {}]) {
    const wish = { name: JSON.stringify(place), action: 'mark', terms: [], ...place };
    await mark((await team.call('POST', 'filters', wish)).json().id);
  }
  const path = kind === 'folder' ? `folders/${folderId}` : `subscriptions/${subscriptionId}`;
  expect(await remove(path, '*')).toEqual([204, '']);
  expect([await rows('posts'), await rows('marked_posts'), await rows('filters')]).toEqual([posts, 2 * posts, 2]);
  expect(await team.read(`subscriptions/${kept}`)).toMatchObject({ folderId: keptFolder });
});

it('the posts of a subscription go in steps before it, also after a deletion that was interrupted', async () => {
  const path = `subscriptions/${subscriptionId}`;
  await receive(2_500);
  await bound('posts', 1_000);
  expect(await remove(path, '"v2"')).toEqual([412, 'precondition_failed']);
  expect(await rows('posts')).toBe(2_500);
  expect((await interrupted('subscriptions', () => remove(path, '"v1"')))[0]).toBe(500);
  expect([await rows('posts'), await rows('subscriptions')]).toEqual([500, 1]);
  await receive(1_000);
  expect(await remove(path, '"v1"')).toEqual([204, '']);
  expect([await rows('posts'), await rows('subscriptions')]).toEqual([0, 0]);
  expect(await remove(path, '*')).toEqual([404, 'subscription_not_found']);
});

it.each([
  ['PATCH', 'subscription'],
  ['DELETE', 'folder'],
  ['DELETE', 'subscription'],
] as const)('members hear that counts changed by %s of a %s', async (method, kind) => {
  const stream = await openEventStream(`${url}/v1/events`, {
    authorization: `Bearer ${team.user.token}`,
  });
  const path = kind === 'folder' ? `folders/${folderId}` : `subscriptions/${subscriptionId}`;
  await team.call(method, path, method === 'PATCH' ? { folderId } : undefined, { 'if-match': '*' });
  // The import that ended before may be told of, too.
  await until(async () => (await stream.next())?.event === 'unread.changed');
  stream.abort();
});
