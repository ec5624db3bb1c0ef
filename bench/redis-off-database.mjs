// What a shared cache takes off the database, and how much faster its pages are: visitors of a store at a process whose memory
// holds a part of the pages, with Redis and without it. Cached pages expire meanwhile.
import '../test/support/sources.mjs';
import { atRate, forSeconds, percentile, send, succeeded } from '../test/drill/load.mjs';
import { pagesOf } from './pages.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';

const { startRedis } = await import('../test/stack/servers.ts');

const [RATE, PAGES] = [200, 300];
/** Lists are fresh for a minute: one that is still asked for after that is computed again. */
const SECONDS = 75;

/** Accesses to the database of a request without Redis and with it, and the times of the answers, by turns. */
export async function run({ rounds = 2, seconds = SECONDS } = {}) {
  const redis = await startRedis();
  const paliers = {};
  try {
    paliers.without = await startPalier({ CACHE_MEMORY_BYTES: '1048576' });
    paliers.with = await startPalier({ CACHE_MEMORY_BYTES: '1048576', REDIS_CACHE_URL: redis.url });
    const samples = { without: [], with: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, palier] of Object.entries(paliers)) {
        const paths = (await pagesOf(palier.url)).slice(0, PAGES);
        samples[name].push(await visit(palier, paths, seconds));
      }
    }
    const of = (what) => samples.without.map((sample, i) => sample[what] / samples.with[i][what]);
    const saved = samples.without.map(({ reads }, i) => 100 * (1 - samples.with[i].reads / reads));
    const ms = (name) => median(samples[name].map(({ p50 }) => p50)).toFixed(2);
    return [
      {
        name: 'accesses to the database that Redis takes off',
        ratio: median(saved),
        ...spread(saved),
        unit: '%',
        goal: 80,
        detail: `${RATE} requests/s to ${PAGES} pages, of which memory holds a part`,
      },
      {
        name: 'page from Redis against computed, time of an answer',
        ratio: median(of('p50')),
        ...spread(of('p50')),
        goal: 5,
        detail: `p50 ${ms('without')} ms computed, ${ms('with')} ms from Redis`,
      },
    ];
  } finally {
    for (const palier of Object.values(paliers)) await palier.stop();
    await redis.stop();
  }
}

async function visit(palier, paths, seconds) {
  const before = await reads(palier);
  const visits = () => send({ url: `${palier.url}${paths[Math.floor(Math.random() * paths.length)]}` });
  const answers = await atRate(RATE, forSeconds(seconds), visits);
  const failed = answers.filter((answer) => !succeeded(answer));
  if (failed.length > 0)
    throw new Error(`${failed.length} requests failed, the first: ${failed[0].status} ${failed[0].text}`);
  return {
    reads: ((await reads(palier)) - before) / answers.length,
    p50: percentile(answers, 0.5),
  };
}

/** The reads of the process so far. */
async function reads({ metricsUrl }) {
  const text = await (await fetch(metricsUrl)).text();
  return Number(/^palier_database_access_seconds_count\{access="read"[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
}
