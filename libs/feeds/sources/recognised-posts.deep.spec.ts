// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the time, which SQL sets back.
import fc from 'fast-check';
import { feedHistory } from '../../../test/support/feed-histories.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';

let app: FeedsApp;
let team: Team;
useFeedsApp((given) => ({ app, team } = given));

const item = (guid: string, link: string, title: string, day: number) =>
  `<item>${guid && `<guid isPermaLink="false">${guid}</guid>`}<link>${link}</link><title>${title}</title>
    <pubDate>2026-03-0${day}</pubDate></item>`;
const put = (page: string, ...items: readonly string[]) =>
  app.web.put(page, { body: `<rss version="2.0"><channel><title>Feed</title>${items.join('')}</channel></rss>` });

async function fetchAndRead(by = team) {
  await by.round();
  const { data } = await by.read<{ data: { title: string; read: boolean }[] }>('posts?limit=100');
  const of = (isRead: boolean) => data.filter(({ read }) => read === isRead).map(({ title }) => title);
  const posts = { read: of(true).sort(), unread: of(false).sort() };
  await by.ask('POST', 'posts/read', {});
  return posts;
}

it('a new incident of a status page arrives unread beside the one before', async () => {
  const page = `${team.host}/status.rss`;
  const [a, b, c] = ['A', 'B', 'C'].map((name, at) =>
    item('', `http://${team.host}/status`, `Outage ${name}`, at + 1),
  ) as [string, string, string];
  put(page, a);
  await team.follow('status.rss');
  expect(await fetchAndRead()).toEqual({ read: [], unread: ['Outage A'] });
  put(page, b, a);
  expect(await fetchAndRead()).toEqual({ read: ['Outage A'], unread: ['Outage B'] });
  put(page, c);
  expect(await fetchAndRead()).toEqual({ read: ['Outage A', 'Outage B'], unread: ['Outage C'] });
});

it('posts stay what they are to all followers when another tenant begins to follow the feed', async () => {
  const page = `${team.host}/news.rss`;
  const link = `http://${team.host}/storm`;
  put(page, item('storm#0', link, 'Storm', 1));
  await team.follow('news.rss');
  await fetchAndRead();
  put(page, item('storm#1', link, 'Storm', 1), item('sun#0', `${link}/sun`, 'Sun', 2));
  const other = await app.team();
  await other.subscribe(`http://${page}`);
  expect(await fetchAndRead()).toEqual({ read: ['Storm'], unread: ['Sun'] });
  expect(await fetchAndRead(other)).toEqual({ read: [], unread: ['Storm', 'Sun'] });
  put(page, item('storm#2', link.replace('http:', 'https:'), 'Storm', 1));
  expect(await fetchAndRead()).toEqual({ read: ['Storm', 'Sun'], unread: [] });
  expect(await fetchAndRead(other)).toEqual({ read: ['Storm', 'Sun'], unread: [] });
});

it('an upgrade makes no post unread', async () => {
  const page = `${team.host}/upgrade.rss`;
  const link = `http://${team.host}/upgrade`;
  put(page, item('storm#0', link, 'Storm', 1));
  await team.follow('upgrade.rss');
  await fetchAndRead();
  await app.sql(`update feeds.sources set identities = null where url = 'http://${page}'`);
  put(page, item('storm#1', link, 'Storm', 1), item('sun#0', `${link}/sun`, 'Sun', 2));
  expect(await fetchAndRead()).toEqual({ read: ['Storm'], unread: ['Sun'] });
});

it('a worker of an older version stores nothing of a feed whose posts are recognised', async () => {
  const page = `${team.host}/older.rss`;
  put(page, item('storm#0', `http://${team.host}/older`, 'Storm', 1));
  await team.follow('older.rss');
  await fetchAndRead();
  const [claimed] = await app.sql<{ id: string; claim: string }>(
    `update feeds.sources set claim = gen_random_uuid(), claimed_until = now() + interval '1 minute'
      where url = 'http://${page}' returning id, claim`,
  );
  const [stored] = await app.sql(
    `select feeds.store_document('${claimed?.id}', '${claimed?.claim}', 60, null, '{"title": ""}',
      '[{"identity": "ab", "hash": "cd"}]') as version`,
  );
  expect(stored).toEqual({ version: null });
  expect(await app.sql(`select claim, version from feeds.sources where url = 'http://${page}'`)).toEqual([
    { claim: null, version: 1 },
  ]);
});

it('a subscription is there although its posts could not be recognised', async () => {
  const page = `${team.host}/full.rss`;
  put(page, item('storm#0', `http://${team.host}/full`, 'Storm', 1));
  await team.follow('full.rss');
  // As if the post that is known had more characters than a feed may have.
  await app.sql(`update feeds.documents d set digests = overlay(d.digests placing '\\x7fffffff'::bytea from 13 for 4)
    from feeds.sources s where s.id = d.source_id and s.url = 'http://${page}'`);
  const other = await app.team();
  expect(await other.subscribe(`http://${page}`)).toMatchObject({ state: 'succeeded' });
  expect(await app.sql(`select claim from feeds.sources where url = 'http://${page}'`)).toEqual([{ claim: null }]);
});

it('a feed that moves to one that others follow brings no post again', async () => {
  const [from, to] = [`${team.host}/from.rss`, `to-${team.host}/to.rss`];
  const link = `http://${team.host}/moved`;
  const there = await app.team();
  put(from, item('storm#0', link, 'Storm', 1));
  await team.follow('from.rss');
  await fetchAndRead();
  const posts = [item('storm#1', link.replace('http:', 'https:'), 'Storm', 1), item('sun', `${link}/sun`, 'Sun', 2)];
  put(to, ...posts.slice(0, 1));
  await there.subscribe(`http://${to}`);
  put(to, ...posts);
  app.web.put(from, { status: 301, headers: { location: `http://${to}` } });
  for (let nth = 0; nth < 4; nth += 1) await team.round();
  expect((await team.subscriptions())[0]?.url).toBe(`http://${to}`);
  expect(await fetchAndRead()).toEqual({ read: ['Storm'], unread: ['Sun'] });
});

it('no post is lost, no old one becomes unread, and no new one arrives read', async () => {
  let feeds = 0;
  await fc.assert(
    fc.asyncProperty(feedHistory, async (fetches) => {
      const team = await app.team();
      feeds += 1;
      const seen = new Set<number>();
      for (const [nth, { document, numbers }] of fetches.entries()) {
        app.web.put(`${team.host}/${feeds}`, { body: document });
        if (nth === 0) await team.follow(`${feeds}`);
        const { read, unread } = await fetchAndRead(team);
        const before = seen.size;
        for (const number of numbers) seen.add(number);
        expect([read.length, unread.length]).toEqual([before, seen.size - before]);
      }
    }),
    { numRuns: 12, interruptAfterTimeLimit: 400_000 },
  );
});
