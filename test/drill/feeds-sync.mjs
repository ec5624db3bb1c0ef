/**
 * `--tenants` (1,000) of twelve feeds each, three times as many feeds, of which some are slow, dead, huge or fail, and ten
 * workers. All feeds are fetched within five minutes, each once, at most two of a host at once, and each tenant has its posts.
 * Then all are due again, and a worker is killed with -9 half-way: none is fetched twice, and only those that it was fetching
 * are left until their claims end.
 */
import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDeployment } from './feeds/deployment.mjs';
import { feedsOf, feedsOfTenant, POSTS } from './feeds/feeds.mjs';

const { values } = parseArgs({ options: { tenants: { type: 'string', default: '1000' } } });
const WORKERS = 10;
const ROUND_SECONDS = 300;
/** Feeds that a worker fetches at once. */
const AT_ONCE = 4;
/** A fetch takes 20 s at most: those that other workers had claimed at the kill have ended then. */
const FETCH_MS = 25_000;
const MOST_MEGABYTES = 500;

const feeds = feedsOf(Number(values.tenants));
const follows = Array.from({ length: Number(values.tenants) }, (_, tenant) => feedsOfTenant(tenant, feeds));
const deployment = await openDeployment(follows.map((each) => each.map(({ url }) => url)));
const { sql, report } = deployment;
let held = false;
try {
  const workers = await Promise.all(Array.from({ length: WORKERS }, () => deployment.startWorker()));
  const peak = () => Math.max(...workers.map((worker) => worker.peakMegabytes()));

  const first = await startRound();
  await first.until(({ tried }) => tried === feeds.length);
  const seen = await report();
  console.log(`Round 1: ${feeds.length} feeds of ${values.tenants} tenants in ${first.took(seen)}; ${about(seen)}.`);
  assert.deepEqual(notOnce(seen), [], 'feeds that were not requested once, with how often');
  assert.ok(seen.mostAtOnce <= 2, `${seen.mostAtOnce} requests to a host at once`);
  assert.deepEqual(await failed(), [], 'feeds that failed without reason, with the problem');
  const stored = await postsBySubscription();
  assert.deepEqual(await tenantsWithout(), [], 'tenants without all their posts, with how many they have');
  console.log(`Posts: ${total(stored)} stored. The largest worker had ${Math.round(peak())} MB.`);

  const second = await startRound();
  await second.until(({ tried }) => tried >= feeds.length / 2);
  const firstPeak = peak();
  const [victim] = workers.splice(0, 1);
  const before = await second.state();
  await victim.kill();
  await second.noteKill();
  const othersEnd = Date.now() + FETCH_MS;
  await second.until(({ tried, waiting }) => tried === feeds.length || (waiting === 0 && Date.now() > othersEnd));
  const { tried } = await second.state();
  const left = feeds.length - tried;
  const again = await report();
  console.log(
    `Round 2: a worker killed after ${before.tried} feeds, ${tried} fetched in ${second.took(again)}; ${left} left until their claims end; ${about(again)}.`,
  );
  assert.deepEqual(notOnce(again, left), [], 'feeds that were requested twice or not at all, with how often');
  assert.ok(left <= AT_ONCE, `${left} feeds are left of a worker that fetches ${AT_ONCE} at once`);
  assert.ok(again.mostAtOnce <= 2, `${again.mostAtOnce} requests to a host at once`);
  assert.deepEqual(await postsBySubscription(), stored, 'the posts of each subscription');
  const most = Math.max(firstPeak, peak());
  console.log(
    `Posts: ${total(stored)} still, none edited or stored twice. The largest worker had ${Math.round(most)} MB.`,
  );
  assert.ok(most <= MOST_MEGABYTES, `a worker had ${most} MB`);
  held = true;
} catch (error) {
  console.error(error);
} finally {
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** Makes all feeds due. */
async function startRound() {
  const [{ at }] = await sql(
    'with due as (update feeds.sources set due_at = now() returning 1) select now() as at, count(*) from due',
  );
  const from = Date.now();
  let [ended, killed] = [0, null];
  const state = async () => {
    const [now] = await sql(
      `select count(*) filter (where tried_at >= $1)::int as tried,
         count(*) filter (where (tried_at is null or tried_at < $1)
           and (claim is null or claimed_until > $2::timestamptz + interval '5 minutes'))::int as waiting from feeds.sources`,
      [at, killed],
    );
    return now;
  };
  return {
    state,
    /** From now on what is claimed already does not wait. */
    noteKill: async () => {
      [{ killed }] = await sql('select clock_timestamp() as killed');
    },
    until: async (holds) => {
      while (!holds(await state())) {
        assert.ok(
          Date.now() < from + ROUND_SECONDS * 1000,
          `after ${ROUND_SECONDS} s: ${JSON.stringify(await state())}`,
        );
        await pause(200);
      }
      ended = Date.now();
    },
    took: ({ firstAt }) => `${seconds(ended - from)} s, ${seconds(ended - firstAt)} s after the first request`,
  };
}

/** Feeds that were not requested as often as a fetch does, but as many as `left` that were not requested. */
function notOnce({ requests }, left = 0) {
  const wrong = feeds
    .map(({ url, number, requests: wanted }) => ({ url, wanted, times: requests[number] ?? 0 }))
    .filter(({ wanted, times }) => times !== wanted);
  return wrong.filter(({ times }) => times > 0).concat(wrong.filter(({ times }) => times === 0).slice(left));
}

/** Feeds whose servers answered as they should, and that could not be read. */
async function failed() {
  const rows = await sql('select url, error from feeds.sources where error is not null');
  const live = new Set(feeds.filter(({ isLive }) => isLive).map(({ url }) => url));
  return rows.filter(({ url }) => live.has(url));
}

function about({ requests, unchanged, mostAtOnce, leastGapMs }) {
  const sent = total(requests);
  return `${sent} requests, ${unchanged} answered 304, at most ${mostAtOnce} of a host at once, the closest two of a host ${Math.round(leastGapMs)} ms apart`;
}

/** How many posts and versions of posts each subscription has. */
async function postsBySubscription() {
  const rows = await sql(
    'select subscription_id as id, count(*)::int + sum(version - 1)::int as posts from feeds.posts group by 1',
  );
  return Object.fromEntries(rows.map(({ id, posts }) => [id, posts]));
}

function seconds(milliseconds) {
  return (milliseconds / 1000).toFixed(0);
}

function total(counts) {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

async function tenantsWithout() {
  const rows = await sql('select tenant_id as id, count(*)::int as posts from feeds.posts group by 1');
  const has = new Map(rows.map(({ id, posts }) => [id, posts]));
  return deployment.tenantIds.flatMap((id, tenant) => {
    const wanted = follows[tenant].filter(({ isLive }) => isLive).length * POSTS;
    const posts = has.get(id) ?? 0;
    return posts === wanted ? [] : [{ id, posts, wanted }];
  });
}
