// A page of 20 apps from the shared tier, bypassing memory, against one bare Redis GET in Fastify.
import '../test/support/sources.mjs';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { measure } from './load.mjs';
import { pagesOf } from './pages.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';

const { startRedis } = await import('../test/stack/servers.ts');

/** Requests per CPU-second of the Node processes, interleaved. */
export async function run({ rounds = 7, seconds = 3 } = {}) {
  const redis = await startRedis();
  const admin = new Redis(redis.url);
  let palier;
  let bare;
  try {
    palier = await startPalier({ REDIS_CACHE_URL: redis.url, CACHE_MEMORY_BYTES: '1048576' });
    // More than memory holds: it evicts each before it is requested again.
    const paths = (await pagesOf(palier.url)).slice(0, 300);
    const body = await page(palier, paths[0]);
    bare = await serve({ body, redisUrl: redis.url });
    const samples = { shared: [], bare: [] };
    const shares = [];
    for (let round = -1; round < rounds; round += 1) {
      // Cached answers would otherwise expire in the middle of a round.
      await admin.flushall();
      for (const path of paths) await page(palier, path);
      const before = await lookups(palier);
      const shared = await measure({ url: palier.url, pid: palier.pid, paths }, round < 0 ? 1 : seconds);
      const after = await lookups(palier);
      const limit = await measure({ url: `${bare.url}/`, pid: bare.child.pid }, round < 0 ? 1 : seconds);
      if (round < 0) continue;
      samples.shared.push(shared);
      samples.bare.push(limit);
      shares.push((after.shared - before.shared) / (after.all - before.all));
    }
    const ratios = samples.shared.map((sample, i) => sample.perCpuSecond / samples.bare[i].perCpuSecond);
    const detail = `${Math.round(median(samples.shared.map((s) => s.perSecond)))} requests/s against ${Math.round(median(samples.bare.map((s) => s.perSecond)))}, ${(100 * Math.min(...shares)).toFixed(1)} % of them from Redis, body ${Buffer.byteLength(body)} bytes`;
    return [
      {
        name: 'shared-tier hit against one bare Redis GET in Fastify',
        ratio: median(ratios),
        ...spread(ratios),
        detail,
      },
    ];
  } finally {
    bare?.child.kill();
    await palier?.stop();
    admin.disconnect();
    await redis.stop();
  }
}

/** Requests it as the load generator does: not compressed. */
async function page({ url }, path) {
  return (await fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity' } })).text();
}

async function serve(message) {
  const child = fork(fileURLToPath(new URL('./servers/bare-redis.mjs', import.meta.url)));
  child.send(message);
  const [{ url }] = await once(child, 'message');
  return { url, child };
}

/** The cache's counters so far. */
async function lookups({ metricsUrl }) {
  const text = await (await fetch(metricsUrl)).text();
  const counts = [...text.matchAll(/^palier_cache_lookups_total\{result="(\w+)"\} (\d+)$/gm)];
  const shared = Number(counts.find(([, result]) => result === 'shared')?.[2]);
  return { shared, all: counts.reduce((sum, [, , count]) => sum + Number(count), 0) };
}
