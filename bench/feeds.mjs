// What feeds cost: reading and storing them against parsing them alone, and giving posts to many followers.
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFeed } from 'feedsmith';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { createWorker } from '../dist/apps/worker/create-worker.js';
import { Documents } from '../dist/libs/feeds/documents/documents.js';
import { DeliversPosts } from '../dist/libs/feeds/sources/deliver-posts.job.js';
import { followersAtOnce, SourceSync } from '../dist/libs/feeds/sources/source-sync.js';
import { claimSource, knownFeed } from '../dist/libs/feeds/sources/sources.sql.js';
import { readSettings } from '../dist/libs/platform/config/index.js';
import { Database, migrate, startEmbedded } from '../dist/libs/platform/database/index.js';
import { NIL_ID } from '../dist/libs/platform/ids/index.js';
import { migrations } from '../dist/migrations/index.js';
import { inTurns, ratioRow } from './in-turns.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

/** More than callers, so that none waits for the claim of another. */
const FEEDS = 100;
const FOLLOWERS = 4;
const MANY = 1000;
const POSTS = 20;
/** Of a tenant, of five terms each. */
const FILTERS = 5;
const ROUNDS = 9;
const DELIVERIES = 7;

const text = `<p>${'A sentence of a post with <a href="https://example.org/">a link</a>. '.repeat(28)}</p>`;

/** @param deliveries whether giving posts to many followers is measured, too */
export async function run({ rounds = ROUNDS, deliveries = true } = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  await chmod(directory, 0o755);
  const server = await startEmbedded(directory);
  let app;
  const admin = new pg.Client({
    connectionString: Object.assign(new URL(server.urls.admin), { pathname: '/palier' }).href,
  });
  try {
    await migrate(server.urls.owner, migrations);
    await admin.connect();
    const env = { DATABASE_URL: server.urls.app, LOG_LEVEL: 'fatal', METRICS_PORT: '0' };
    app = await createWorker(readSettings(env));
    return [...(await storing(app, admin, rounds)), ...(deliveries ? await deliveringAll(app, admin) : [])];
  } finally {
    await app?.close();
    await admin.end();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Lets new tenants follow feeds that are not due. Returns the ids of the sources, and of one of the tenants. */
async function follow(admin, tenants, name, feeds) {
  const ids = Array.from({ length: tenants }, () => uuidv7());
  await admin.query(
    `insert into feeds.subscriptions (tenant_id, id, url, title)
       select tenant, uuidv7(), 'https://${name}-' || n || '.example/', 'A feed'
       from unnest($1::uuid[]) as f (tenant), generate_series(1, $2) n`,
    [ids, feeds],
  );
  await admin.query('update feeds.subscriptions set filled = true');
  const { rows } = await admin.query(
    `update feeds.sources set due_at = now() + interval '1 day' where url like 'https://${name}-%' returning id, url`,
  );
  await admin.query('analyze feeds.subscriptions, feeds.sources');
  return { sources: rows, tenantId: ids[0] };
}

/**
 * Feeds that four tenants follow, from their bytes to their posts, against feedsmith, which cleans and stores nothing: with no new
 * post, one, and new ones alone, and with one where nothing is known of the last document.
 */
async function storing(app, admin, rounds) {
  const [database, documents, sync] = [Database, Documents, SourceSync].map((part) => app.get(part, { strict: false }));
  const store = async (tenantId, { id, url }, { gone, text }, isKnown = true) => {
    const [{ claim }] = await database.transaction({ tenantId }, (tx) => tx.run(claimSource, id));
    const body = Buffer.from(text);
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const document = { body, url, contentType: 'application/rss+xml' };
    const [last] = await database.read({ tenantId }, knownFeed, id, claim);
    const feed = await documents.parseChanges(document, isKnown ? last : { ...last, digests: null }, { tenantId });
    const whole = feed.posts.filter((post) => !('place' in post)).length;
    if (isKnown && whole !== gone) throw new Error(`${whole} posts were made, and ${gone} are new.`);
    const answer = { headers: {}, redirects: [] };
    await sync.settle(tenantId, { id, claim, url }, { outcome: 'feed', answer, feed, bodyHash });
  };
  /** Each feed for itself: what the next document of a feed shares with its last one tells what it costs. */
  const contender = async (name, fresh, isKnown) => {
    const { sources, tenantId } = await follow(admin, FOLLOWERS, name, FEEDS);
    for (const source of sources) await store(tenantId, source, { gone: POSTS, text: documentOf(0) });
    let asked = 0;
    return () => {
      const source = sources[asked % FEEDS];
      const round = Math.floor(asked / FEEDS) + 1;
      asked += 1;
      return store(tenantId, source, { gone: fresh, text: documentOf(round * fresh) }, isKnown);
    };
  };
  const contenders = {
    none: await contender('none', 0),
    one: await contender('one', 1),
    anew: await contender('anew', 1, false),
    all: await contender('all', POSTS),
    bare: async () => parseFeed(documentOf(0)),
  };
  const { none, one, anew, all, bare } = await inTurns(contenders, () => undefined, rounds);
  return [
    ratioRow('feeds of 20 posts, none of them new, stored for 4 tenants, against parsing them alone', none, bare),
    ratioRow('the same, one post new', one, bare),
    ratioRow('the same, one post new, nothing known of the last document', anew, bare),
    ratioRow('the same, all posts new', all, bare),
  ];
}

/** The feed when that many posts have left it. */
function documentOf(gone) {
  const items = Array.from({ length: POSTS }, (_, place) => {
    const id = gone + POSTS - place;
    const guid = `<guid isPermaLink="false">post-${id}</guid><link>https://example.org/${id}</link>`;
    const date = '<pubDate>Sun, 08 Mar 2026 08:00:00 GMT</pubDate>';
    return `<item>${guid}<title>A post</title>${date}<description><![CDATA[${text}]]></description></item>`;
  });
  const about = '<title>A feed</title><link>https://example.org/</link>';
  return `<?xml version="1.0"?><rss version="2.0"><channel>${about}${items.join('')}</channel></rss>`;
}

async function deliveringAll(app, admin) {
  return [
    await delivering(app, admin, 'popular', POSTS, 0),
    await delivering(app, admin, 'single', 1, 0),
    await delivering(app, admin, 'filtered', 1, FILTERS),
  ];
}

/** Documents of new posts, each given to a thousand followers by the job that does so; some of them have filters, which match none. */
async function delivering(app, admin, name, posts, filters) {
  const job = app.get(DeliversPosts, { strict: false });
  const { sources, tenantId } = await follow(admin, MANY, name, 1);
  const [{ id: sourceId }] = sources;
  await admin.query(
    `insert into feeds.filters (tenant_id, id, name, action, fields, terms, keys)
       select s.tenant_id, uuidv7(), 'Filter ' || n, 'drop', '{title,content}', t, t
       from feeds.subscriptions s, generate_series(1, $2) n, (select array_agg('absent ' || i) as t from generate_series(1, 5) i) terms
       where s.source_id = $1`,
    [sourceId, filters],
  );
  await admin.query('analyze feeds.filters');
  const delivery = { tenantId, sourceId, after: NIL_ID, most: followersAtOnce(posts) };
  const rates = [];
  for (let version = 1; version <= DELIVERIES + 1; version += 1) {
    await admin.query(
      `insert into feeds.documents (source_id, version, posts)
         select $1, $2::integer, jsonb_agg(jsonb_build_object('identity', encode(sha256(convert_to($2 || '-' || n, 'UTF8')), 'hex'),
           'hash', encode(sha256(convert_to(n::text, 'UTF8')), 'hex'), 'state', 'new', 'title', 'A post', 'content', $3::text,
           'excerpt', 'A sentence.', 'tags', '[]'::jsonb, 'attachments', '[]'::jsonb)) from generate_series(1, $4) n`,
      [sourceId, version, text, posts],
    );
    const from = performance.now();
    const { stored } = await job.run({ ...delivery, version }, { signal: new AbortController().signal });
    if (stored !== MANY * posts) throw new Error(`${stored} posts were stored instead of ${MANY * posts}.`);
    // The first only warms up.
    if (version > 1) rates.push((stored * 60_000) / (performance.now() - from));
  }
  const many = MANY.toLocaleString('en');
  return {
    name: `posts given to ${many} followers, ${posts} at a time${filters ? `, each with ${filters} filters of five terms` : ''}`,
    ratio: median(rates),
    ...spread(rates),
    unit: 'a minute',
    ...(posts === POSTS && { goal: 100_000 }),
    detail: `${MANY * posts} posts in ${((MANY * posts * 60) / median(rates)).toFixed(1)} s`,
  };
}

if (import.meta.main) printTable(await run());
