// Real: the whole API, PostgreSQL, and pg, whose statements are noted. Faked: the posts, written by SQL as a worker would; the
// timers, which stand still.
import { newId } from '#platform/ids';
import { RepeatedFlush } from '#platform/resilience';
import { ReaderClient } from '../support/reader-client.js';
import { freshTenant, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { noteStatements } from './query-counts/note-statements.js';

const POSTS = 40;
let api: TestApp;
let client: ReaderClient;
let feed: string;
let sent: string[] = [];

beforeAll(async () => {
  jest.spyOn(RepeatedFlush.prototype, 'begin').mockReturnValue();
  api = await startTestApp();
  const tenant = await freshTenant(api);
  const reader = await signedIn(api, tenant, 'editor');
  client = await ReaderClient.of(api, reader);
  feed = newId();
  const folder = newId();
  await runSql(
    api.database.adminUrl,
    `INSERT INTO feeds.folders (tenant_id, id, name) VALUES ('${tenant.id}', '${folder}', 'Sky');
     INSERT INTO feeds.subscriptions (tenant_id, id, url, title, folder_id)
       VALUES ('${tenant.id}', '${feed}', 'https://${feed}.example/', 'Sun', '${folder}');
     INSERT INTO feeds.post_counters VALUES ('${tenant.id}', ${POSTS});
     INSERT INTO feeds.posts (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, number)
       SELECT '${tenant.id}', uuidv7(), '${feed}', 'Sun ' || i, '', '', '{}', '[]', now(), '', i
       FROM generate_series(1, ${POSTS}) i`,
  );
  noteStatements((name) => {
    if (name.startsWith('feeds.')) sent.push(name);
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await api?.close();
});

const list = 'user/-/state/com.google/reading-list';
const read = 'user/-/state/com.google/read';
const numbers = Array.from({ length: POSTS }, (_, i) => String(i + 1));
const labels = Array.from({ length: 20 }, (_, i) => `user/-/label/${i}`);
const marked = ['feeds.posts.last-number', 'feeds.read-marks.raise', 'feeds.post-states.forget', 'feeds.posts.unread'];

it.each<[string, () => Promise<unknown>, string[]]>([
  [
    'the ids of what is unread',
    () => client.ids(list, { n: '30', xt: read }),
    ['feeds.posts.few-unread', 'feeds.greader.page.among.newest'],
  ],
  [
    'its contents',
    () => client.titles(list, { n: '30', r: 'o' }),
    ['feeds.greader.page.all.oldest', 'feeds.greader.items'],
  ],
  ['a feed', () => client.titles(`feed/${feed}`), ['feeds.greader.page.feed.newest', 'feeds.greader.items']],
  ['a folder', () => client.ids('user/-/label/Sky'), ['feeds.greader.named', 'feeds.greader.page.folder.newest']],
  ['what is starred', () => client.ids('user/-/state/com.google/starred'), ['feeds.greader.page.starred.newest']],
  ['since a moment', () => client.ids(list, { ot: '1' }), ['feeds.posts.last-number', 'feeds.greader.page.all.newest']],
  ['items', () => client.contents(numbers), ['feeds.greader.refs', 'feeds.greader.items']],
  [
    'states',
    () => client.edit('edit-tag', { i: numbers, a: read }),
    ['feeds.greader.post-ids', 'feeds.post-states.set'],
  ],
  [
    'labels',
    () => client.edit('edit-tag', { i: numbers, a: labels }),
    [
      ...['feeds.greader.post-ids', 'feeds.labels.lock-all', 'feeds.labels.ensure', 'feeds.labels.count'],
      ...['feeds.labels.among', 'feeds.post-states.set', 'feeds.labelled-posts.add'],
    ],
  ],
  ['all', () => client.edit('mark-all-as-read', { s: list }), marked],
  ['subscriptions', () => client.json('subscription/list'), ['feeds.subscriptions.followed']],
  [
    'folders to leave',
    () => client.edit('subscription/edit', { ac: 'edit', s: `feed/${feed}`, r: labels }),
    ['feeds.greader.folders-among', 'feeds.sources.lock', 'feeds.subscriptions.change', 'feeds.subscriptions.by-id'],
  ],
  ['tags', () => client.json('tag/list'), ['feeds.greader.folders', 'feeds.greader.labels']],
  [
    'counts',
    () => client.json('unread-count'),
    ['feeds.posts.unread', 'feeds.subscriptions.followed', 'feeds.greader.newest'],
  ],
])('%s take the same statements for any number of posts', async (_, ask, statements) => {
  sent = [];
  await ask();
  expect(statements.length > 2 ? sent.toSorted() : sent).toEqual(
    statements.length > 2 ? statements.toSorted() : statements,
  );
});
