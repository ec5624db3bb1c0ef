// What readers of feeds cost: the list of unread posts and the counts through HTTP, against the bare SELECT of as many posts.
import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import pg from 'pg';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { importAccounts, sender, tokenOf } from './accounts.mjs';
import { inTurns } from './in-turns.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const TENANT = 'team';
const FEEDS = 50;
const POSTS = 50_000;

/** One request after the other on one connection, as one device sends them; contenders in turns of a second. */
export async function run({ rounds = 9, roundMs = 1000 } = {}) {
  const palier = await startPalier();
  const connection = new Agent({ keepAlive: true, maxSockets: 1 });
  const { urls } = await attachEmbedded(palier.dataDir);
  const adminUrl = Object.assign(new URL(urls.admin), { pathname: '/palier' }).href;
  const [admin, client] = [adminUrl, urls.app].map((connectionString) => new pg.Client({ connectionString }));
  try {
    await Promise.all([admin.connect(), client.connect()]);
    const env = { ...process.env, PALIER_DATA_DIR: palier.dataDir };
    const about = ['--name', 'Team', '--product', 'veille', '--plan', 'enterprise'];
    execFileSync('npx', ['palier', 'tenant', 'create', TENANT, ...about], { env });
    importAccounts(palier.dataDir, TENANT, 1);
    const send = sender(palier.url, connection);
    const token = await tokenOf(send, TENANT, 0);
    const { tid: tenantId } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
    await fill(admin, tenantId);
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    const own = (method, path, body) => send(method, `/v1/feeds/${path}`, body, { authorization: `Bearer ${token}` });
    const { position } = await own('GET', 'unread');
    await own('POST', 'posts/read', { upTo: Math.floor(position / 2) });
    const bare = { name: 'bare-posts', text: 'select * from feeds.posts order by sorted_at desc, id desc limit 50' };
    const contenders = {
      bare: () => client.query(bare),
      list: () => own('GET', 'posts?limit=50'),
      unread: () => own('GET', 'posts?unread=true&limit=50'),
      counts: () => own('GET', 'unread'),
    };
    return rowsOf(await inTurns(contenders, () => undefined, rounds, { callers: 1, roundMs }));
  } finally {
    connection.destroy();
    await Promise.allSettled([admin.end(), client.end()]);
    await palier.stop();
  }
}

/** Posts of feeds that the tenant follows, a thousand of each. */
async function fill(admin, tenantId) {
  await admin.query(
    `insert into feeds.subscriptions (tenant_id, id, url, title)
       select $1, uuidv7(), 'https://feed-' || n || '.example/', 'A feed' from generate_series(1, ${FEEDS}) n`,
    [tenantId],
  );
  await admin.query(`update feeds.sources set due_at = now() + interval '1 day'`);
  await admin.query(
    `insert into feeds.posts (tenant_id, id, subscription_id, url, title, content, excerpt, tags, attachments, sorted_at, hash, number)
       select $1, uuidv7(), s.id, 'https://posts.example/' || n, 'A post', 'A sentence.', 'A sentence.', '{}', '[]',
         now() - n * interval '1 minute', '', ${POSTS} - n
       from (select id, row_number() over (order by id) as place from feeds.subscriptions where tenant_id = $1) s,
         generate_series(1, ${POSTS}) n where n % ${FEEDS} = s.place - 1`,
    [tenantId],
  );
  await admin.query('insert into feeds.post_counters values ($1, $2)', [tenantId, POSTS]);
  await admin.query('vacuum analyze feeds.posts, feeds.subscriptions');
}

function rowsOf({ bare, list, unread, counts }) {
  const against = (name, ours) => {
    const ratios = ours.map((rate, round) => rate / bare[round]);
    const detail = `${(1000 / median(ours)).toFixed(1)} ms against ${(1000 / median(bare)).toFixed(1)} ms`;
    return { name, ratio: median(ratios), ...spread(ratios), detail };
  };
  return [
    against('a list of 50 posts through HTTP against the bare SELECT of 50 posts, on one connection', list),
    against('a list of 50 unread posts against the same', unread),
    against(`the counts of ${FEEDS} feeds with ${POSTS.toLocaleString('en')} posts against the same`, counts),
  ];
}

if (import.meta.main) printTable(await run());
