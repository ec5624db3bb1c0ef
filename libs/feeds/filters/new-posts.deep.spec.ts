// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; another delivery to the tenant, whose lock SQL holds.

import { newId } from '#platform/ids';
import { rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { until } from '../../../test/support/until.js';
import type { Page } from '../../../test/support/web-server.js';
import { AnnouncesMarked } from './announce-marked.job.js';

let app: FeedsApp;
let team: Team;
let page: string;
useFeedsApp((given) => {
  ({ app, team } = given);
  page = `${team.host}/feed`;
});

/** A feed whose posts are a minute apart, as their titles say. */
function feed(...minutes: readonly number[]): Page {
  const item = (minute: number) => `<item><guid isPermaLink="false">${minute}</guid><title>${minute}</title>
    <pubDate>Sun, 08 Mar 2026 08:${String(minute).padStart(2, '0')}:00 GMT</pubDate></item>`;
  const body = `<rss version="2.0"><channel><title>Feed</title>${minutes.map(item).join('')}</channel></rss>`;
  return { headers: { 'content-type': 'application/rss+xml' }, body };
}

const follow = async (address = page) => (await team.subscribe(`http://${address}`)).result.subscriptionId;
const markAll = async () =>
  (await team.call('POST', 'filters', { name: 'All', action: 'mark', terms: [] })).json().id as string;

/** The titles of the posts that a filter marked, and of those that an event told of. */
async function marked(): Promise<{ listed: string[]; told: string[] }> {
  const waiting = `select from feeds.marked_posts where tenant_id = '${team.tenant.id}' and not announced`;
  await until(async () => (await app.sql(waiting)).length === 0);
  const titles = async (ids: string) =>
    (await app.sql<{ title: string }>(`select title from feeds.posts where id in (${ids}) order by title`)).map(
      ({ title }) => title,
    );
  const mine = `tenant_id = '${team.tenant.id}'`;
  return {
    listed: await titles(`select post_id from feeds.marked_posts where ${mine}`),
    told: await titles(`select json_array_elements_text(payload->'data'->'postIds')::uuid from platform.outbox
      where ${mine} and payload->>'type' = 'feeds.posts.marked'`),
  };
}

async function round(document: Page, address = page): Promise<void> {
  app.web.put(address, document);
  await team.round();
}

it('the first post of a feed that had none is news', async () => {
  app.web.put(page, feed());
  await follow();
  await markAll();
  expect((await team.subscriptions())[0]?.state).toBe('fine');
  await round(feed(10));
  expect(await marked()).toEqual({ listed: ['10'], told: ['10'] });
});

it('of very many posts each is told', async () => {
  app.web.put(page, rss('Feed'));
  await follow();
  await markAll();
  await round(rss('Feed', ...Array.from({ length: 230 }, (_, n) => `${n}`)));
  const { listed, told } = await marked();
  expect(listed).toHaveLength(230);
  expect(told).toEqual(listed);
});

it('of jobs that run at the same time, one tells of a post', async () => {
  app.web.put(page, feed(10, 11, 12, 13));
  await follow();
  const filterId = await markAll();
  const mine = `where tenant_id = '${team.tenant.id}'`;
  await app.sql(`insert into feeds.marked_posts (tenant_id, filter_id, post_id, sorted_at, announced)
    select tenant_id, '${filterId}', id, sorted_at, false from feeds.posts ${mine}`);
  const context = { id: newId(), attempt: 1, signal: new AbortController().signal, progress: async () => {} };
  const job = () =>
    app.api.app
      .get(AnnouncesMarked, { strict: false })
      .run({ tenantId: team.tenant.id, tenants: [team.tenant.id] }, context);
  await using held = await heldTransaction(
    app.api.database.adminUrl,
    `select from feeds.marked_posts ${mine} for update`,
  );
  const jobs = Promise.all([job(), job()]);
  await held.blocks(2);
  await held.commit();
  expect((await jobs).map(({ announced }) => announced).sort()).toEqual([0, 4]);
  const told = `select json_array_elements_text(payload->'data'->'postIds')::uuid as id from platform.outbox
    ${mine} and payload->>'type' = 'feeds.posts.marked'`;
  // In the order in which they came.
  expect(await app.sql(told)).toEqual(await app.sql(`select id from feeds.posts ${mine} order by number`));
});

it('posts that a feed leaves out for a while are marked once', async () => {
  app.web.put(page, feed(10, 11));
  await follow();
  await markAll();
  await round(feed(10, 11, 12));
  await round(feed(12));
  await round(feed(10, 11, 12, 13));
  await round(feed(13));
  const edited = feed(10, 11, 12, 13);
  await round({
    ...edited,
    body: String(edited.body).replaceAll('<title>', '<description>edited</description><title>'),
  });
  expect(await marked()).toEqual({ listed: ['12', '13'], told: ['12', '13'] });
});

it('after a pause, what is newer than what was there is marked and told, and what was there is not', async () => {
  app.web.put(page, feed(10, 11));
  const id = await follow();
  await markAll();
  await team.pause(id, true);
  app.web.put(page, feed(9, 10, 11, 12));
  await team.pause(id, false);
  await team.round();
  expect((await team.titles()).sort()).toEqual(['10', '11', '12', '9']);
  expect(await marked()).toEqual({ listed: ['12', '9'], told: ['12'] });
});

it('what comes while a feed moves to an address that others follow is told', async () => {
  const moved = `moved-${page}`;
  const other = await app.team();
  app.web.put(page, feed(10)).put(moved, feed(10));
  await follow();
  await markAll();
  await other.subscribe(`http://${moved}`);
  app.web.put(page, { status: 301, headers: { location: `http://${moved}` } });
  for (let n = 0; n < 2; n += 1) await team.round();
  await round(feed(10, 11), moved);
  for (let n = 0; n < 2; n += 1) await team.round();
  expect((await team.subscriptions())[0]?.url).toBe(`http://${moved}`);
  expect(await marked()).toEqual({ listed: ['11'], told: ['11'] });
});

it('filters find the characters that stand for entities of HTML, and not their names', async () => {
  const item = (name: string, text: string) =>
    `<item><guid isPermaLink="false">${name}</guid><title>${name}</title><description><![CDATA[<p>${text}</p>]]></description></item>`;
  const items = [item('research', 'Our R&amp;D team'), item('sums', '1 &lt; 2 &amp;amp; 3')].join('');
  app.web.put(page, {
    headers: { 'content-type': 'application/rss+xml' },
    body: `<rss version="2.0"><channel><title>Feed</title>${items}</channel></rss>`,
  });
  const ids = new Map<string, string>();
  for (const term of ['R&D', '1 < 2', 'amp;', 'lt;']) {
    const answer = await team.call('POST', 'filters', { name: term, action: 'mark', terms: [term] });
    ids.set(answer.json().id, term);
  }
  await follow();
  const { data } = await team.read<{ data: { title: string; marks: string[] }[] }>('posts');
  const found = data.map(({ title, marks }) => [title, marks.map((id) => ids.get(id)).sort()]).sort();
  expect(found).toEqual([
    ['research', ['R&D']],
    ['sums', ['1 < 2', 'amp;']],
  ]);
  expect((await team.read<{ data: object[] }>('posts?q=lt')).data).toEqual([]);
});

it('posts are received in the order of their numbers, also where a delivery waited for another one', async () => {
  app.web.put(page, feed(10));
  await follow();
  await using held = await heldTransaction(
    app.api.database.adminUrl,
    `select from feeds.post_counters where tenant_id = '${team.tenant.id}' for update`,
  );
  const delivered = round(feed(10, 11));
  await held.blocks();
  const [now] = await app.sql<{ at: Date }>('select clock_timestamp()::timestamptz(3) as at');
  await held.commit();
  await delivered;
  const [post] = await app.sql<{ at: Date }>(
    `select received_at as at from feeds.posts where tenant_id = '${team.tenant.id}' and title = '11'`,
  );
  expect(post?.at.getTime()).toBeGreaterThanOrEqual(now?.at.getTime() ?? Number.NaN);
});
