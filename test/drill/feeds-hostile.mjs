/**
 * A tenant follows hostile feeds of every kind, three of each, and solo fetches them while its API is asked for pages at a
 * steady rate. Each feed comes to what it should within the time of a fetch, memory stays bounded, and the slowest answers of
 * the API are hardly slower than in the calm phases between.
 */
import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { median, spread } from '../../bench/statistics.mjs';
import { openDeployment } from './feeds/deployment.mjs';
import { atRate, failedOf, forSeconds, percentile, send, told } from './load.mjs';

/** What a feed of each kind comes to: the code of a problem, or null where it is read. */
const outcomes = {
  laughs: null,
  deep: null,
  angles: null,
  bomb: 'answer_too_large',
  endless: 'answer_too_large',
  drip: 'answer_timeout',
  entries: 'feed_too_large',
  nul: 'not_a_feed',
};
const EACH = 3;
const ROUNDS = 3;
/** Requests a second, and the seconds of a phase: the p99 is the sixth of the slowest answers. */
const [RATE, SECONDS] = [40, 15];
/** A fetch has 20 s and a document 10; feeds of a kind wait for each other. */
const SETTLED_MS = 90_000;
const MOST_MEGABYTES = 800;
/** Two cores are shared with the database, these servers and this program. */
const MOST_SLOWER = 4;

const urls = Object.keys(outcomes).flatMap((kind) =>
  Array.from({ length: EACH }, (_, number) => `http://${kind}-${number}.example/${kind}/`),
);
const deployment = await openDeployment([urls, []], 'hostile-web');
const { sql } = deployment;
let held = false;
try {
  const solo = await deployment.startSolo();
  await load(solo.url, 5);
  const calmMegabytes = solo.peakMegabytes();
  const [calm, hostile] = [[], []];
  for (let round = 1; round <= ROUNDS; round += 1) {
    calm.push(await load(solo.url, SECONDS));
    await makeDue();
    // The next run of the scheduler, every half a minute, queues them.
    await until(async () => (await state()).claimed > 0);
    hostile.push(await load(solo.url, SECONDS));
    await until(async () => (await state()).tried === urls.length);
  }
  console.log(`Calm:    ${told(calm.flat())}`);
  console.log(`Hostile: ${told(hostile.flat())}`);
  const ratios = hostile.map((answers, round) => percentile(answers, 0.99) / percentile(calm[round], 0.99));
  const { min, max } = spread(ratios);
  console.log(
    `p99 beside hostile feeds: ${median(ratios).toFixed(2)} times the calm one (${min.toFixed(2)} – ${max.toFixed(2)}).`,
  );
  const peak = solo.peakMegabytes();
  console.log(`Memory: at most ${Math.round(peak)} MB, ${Math.round(calmMegabytes)} MB before the first of them.`);
  assert.deepEqual(failedOf([...calm, ...hostile].flat()).slice(0, 3), [], 'requests that failed');
  assert.deepEqual(await unexpected(), [], 'feeds that came to something else');
  assert.ok(peak <= MOST_MEGABYTES, `${peak} MB`);
  assert.ok(median(ratios) <= MOST_SLOWER, `the p99 is more than ${MOST_SLOWER} times the calm one`);
  held = true;
} catch (error) {
  console.error(error);
} finally {
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** Asks for a page that the cache has and for one that the database must read, in turn. */
function load(url, seconds) {
  return atRate(RATE, forSeconds(seconds), (n) =>
    send({ method: 'GET', url: `${url}/v1/stores/team-2/apps${n % 2 ? '' : `?tag=t-${n}-${Date.now()}`}` }),
  );
}

async function makeDue() {
  await sql('update feeds.sources set due_at = now(), tried_at = null, etag = null, body_hash = null');
}

async function state() {
  const [now] = await sql(
    'select count(*) filter (where claim is not null)::int as claimed, count(tried_at)::int as tried from feeds.sources',
  );
  return now;
}

async function until(holds) {
  for (const deadline = Date.now() + SETTLED_MS; !(await holds()); await pause(100)) {
    assert.ok(Date.now() < deadline, `after ${SETTLED_MS} ms: ${JSON.stringify(await state())}`);
  }
}

async function unexpected() {
  const rows = await sql('select url, error from feeds.sources');
  return rows.filter(({ url, error }) => error !== outcomes[/^http:\/\/(\w+)-/.exec(url)[1]]);
}
