// Feeds that the worker fetches from a server on this machine, each followed by one team.
import { setTimeout as pause } from 'node:timers/promises';
import { Feeds } from '../../dist/libs/feeds/index.js';
import { WORDS } from '../../test/drill/feeds/words.mjs';
import { millisecondsEach } from './processor.mjs';

const FEEDS_A_TEAM = 10;
const TEAMS = { short: 2, whole: 10 };
const POSTS = 20;
/** Posts of a feed that are new whenever it is fetched again. */
const NEW = 5;
/** Words of a post, which are about two kilobytes. */
const WORDS_EACH = 300;
const PATIENCE_MS = 120_000;
/** Posts that each feed has given and does not give any more. */
let gone = 0;

/** Has teams follow feeds, and fetches them the first time. */
export async function followFeeds({ sql, web, short, ...context }) {
  web.on('request', (_request, answer) => {
    answer.writeHead(200, { 'content-type': 'application/rss+xml' }).end(documentOf(gone));
  });
  const teams = await sql(`select id from tenants.tenants where slug like 'load-team-%' order by slug limit $1`, [
    TEAMS[short ? 'short' : 'whole'],
  ]);
  await sql(
    `insert into feeds.subscriptions (tenant_id, id, url, title)
     select tenant, uuidv7(), 'http://' || tenant || '-' || n || '.example/', 'A feed'
     from unnest($1::uuid[]) as t (tenant), generate_series(1, $2) n`,
    [teams.map(({ id }) => id), FEEDS_A_TEAM],
  );
  const followed = { ...context, sql, teams, feeds: teams.length * FEEDS_A_TEAM };
  await fetchAll(followed, POSTS);
  return followed;
}

/** @returns the coefficients of a fetch, and of a post on disk */
export async function measureFeeds(followed, { processor, sql, say }) {
  gone += NEW;
  const before = await postBytes(sql);
  const { seconds } = await processor.during(() => fetchAll(followed, POSTS + gone));
  const post = ((await postBytes(sql)) - before) / 1024 / (followed.feeds * NEW);
  const fetchedFeed = {
    unit: 'ms of CPU a fetch',
    values: millisecondsEach(seconds, followed.feeds),
    scenario: `a feed of ${POSTS} posts, ${NEW} of them new, followed by one team`,
  };
  say('fetchedFeed', fetchedFeed, seconds);
  return { fetchedFeed, item: { veille: post } };
}

/** Has all of these feeds fetched, and waits until each team has that many posts of each. */
async function fetchAll({ sql, get, teams, feeds }, posts) {
  // Feeds that were tried within a minute are not fetched again.
  await sql(`update feeds.sources set tried_at = null, due_at = now() where url like '%.example/'`);
  for (const { id } of teams) await get(Feeds).sync(id);
  for (const deadline = Date.now() + PATIENCE_MS; ; await pause(200)) {
    const [{ count }] = await sql(
      `select count(*)::int from feeds.posts p join feeds.subscriptions s on (s.tenant_id, s.id) = (p.tenant_id, p.subscription_id)
       where s.url like '%.example/' and s.title = 'A feed'`,
    );
    if (count === feeds * posts) return;
    if (Date.now() > deadline) throw new Error(`After two minutes there are ${count} of ${feeds * posts} posts.`);
  }
}

/** Other tables of feeds keep their size while documents are replaced. */
async function postBytes(sql) {
  const [{ bytes }] = await sql(`select pg_total_relation_size('feeds.posts')::float8 as bytes`);
  return bytes;
}

/** A feed of which that many posts are gone. Each post has other words, so that it cannot be stored in much less. */
function documentOf(gone) {
  const items = Array.from({ length: POSTS }, (_, n) => {
    const id = gone + POSTS - n;
    const words = Array.from({ length: WORDS_EACH }, (_, word) => WORDS[hashOf(id * WORDS_EACH + word) % WORDS.length]);
    return `<item><guid isPermaLink="false">post-${id}</guid><link>https://example.org/${id}</link><title>Post ${id}</title>
      <pubDate>Sun, 08 Mar 2026 08:00:00 GMT</pubDate><description><![CDATA[<p>${words.join(' ')}</p>]]></description></item>`;
  });
  const about = '<title>A feed</title><link>https://example.org/</link>';
  return `<?xml version="1.0"?><rss version="2.0"><channel>${about}${items.join('')}</channel></rss>`;
}

const hashOf = (number) => Math.imul(number ^ (number >>> 7), 2_654_435_761) >>> 16;
