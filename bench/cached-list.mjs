// A cached page of 20 apps, including tenant, log line and metrics, against bare Fastify.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { measure } from './load.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';

const path = '/v1/stores/wistant/apps?limit=20';

/** Requests per CPU-second against bare Fastify, interleaved; one row per ratio. */
export async function run({ rounds = 7, seconds = 3 } = {}) {
  const palier = await startPalier();
  const children = [];
  try {
    const first = await fetch(`${palier.url}${path}`);
    const etag = first.headers.get('etag');
    const body = await first.text();
    const bare = await serve('bare-fastify', body, children);
    const stock = await serve('stock-nest', body, children);
    const contenders = {
      bare: { url: `${bare.url}/`, pid: bare.pid },
      twin: { url: `${bare.url}/`, pid: bare.pid },
      hit: { url: `${palier.url}${path}`, pid: palier.pid },
      notModified: { url: `${palier.url}${path}`, pid: palier.pid, headers: { 'if-none-match': etag } },
      stock: { url: `${stock.url}/`, pid: stock.pid },
    };
    const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, contender] of Object.entries(contenders)) {
        const sample = await measure(contender, round < 0 ? 1 : seconds);
        // The first round warms the just-in-time compiler and is not counted.
        if (round >= 0) samples[name].push(sample);
      }
    }
    const bytes = Buffer.byteLength(body);
    return [
      row('cached list against bare Fastify', samples.hit, samples.bare, 0.85, bytes),
      row('304 against the cached list', samples.notModified, samples.hit, 1, bytes),
      row('stock Nest CacheInterceptor against bare Fastify', samples.stock, samples.bare, undefined, bytes),
      row('bare Fastify against itself', samples.twin, samples.bare, undefined, bytes),
    ];
  } finally {
    for (const child of children) child.kill();
    await palier.stop();
  }
}

async function serve(name, body, children) {
  const child = fork(fileURLToPath(new URL(`./servers/${name}.mjs`, import.meta.url)));
  children.push(child);
  child.send({ body });
  const [{ url }] = await once(child, 'message');
  return { url, pid: child.pid };
}

function row(name, ours, theirs, goal, bytes) {
  const perCpu = ours.map((sample, i) => sample.perCpuSecond / theirs[i].perCpuSecond);
  return {
    name,
    ratio: median(perCpu),
    ...spread(perCpu),
    goal,
    detail: `${Math.round(median(ours.map((s) => s.perSecond)))} requests/s, ${Math.round(median(ours.map((s) => s.perCpuSecond)))} per CPU-second, body ${bytes} bytes`,
  };
}
