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
