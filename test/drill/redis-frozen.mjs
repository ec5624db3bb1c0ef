// The shared cache's Redis freezes (SIGSTOP) for `--seconds` (10) under reads: none fails, p99 within twice the normal.
import '../support/sources.mjs';
import { Agent, get } from 'node:http';
import { parseArgs } from 'node:util';
import { startPalier } from '../../bench/palier.mjs';
import { report } from './faults/record.mjs';

const { startRedis } = await import('../stack/servers.ts');

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
const ms = Number(values.seconds) * 1000;
const CALLERS = 10;
/** One read in this many requests an answer that is not in memory. */
const MISS_EVERY = 20;

const redis = await startRedis();
let palier;
const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
let asked = 0;
let held = false;
try {
  palier = await startPalier({ REDIS_CACHE_URL: redis.url });
  await readFor(2000);
  const normal = await readFor(ms);
  process.kill(redis.pid, 'SIGSTOP');
  const frozen = await readFor(ms);
  const open = await breakerIsOpen();
  process.kill(redis.pid, 'SIGCONT');
  const deadline = Date.now() + 5000;
  while ((await breakerIsOpen()) && Date.now() < deadline) await readFor(100);
  const closed = !(await breakerIsOpen());
  console.log(
    `Redis frozen for ${values.seconds} s: p99 ${normal.p99.toFixed(2)} ms before, ${frozen.p99.toFixed(2)} ms meanwhile (longest ${frozen.longest.toFixed(0)} ms), ${frozen.reads} reads, ${frozen.failed} failed; breaker ${open ? 'open' : 'closed'} meanwhile, ${closed ? 'closed' : 'open'} ${((Date.now() - deadline + 5000) / 1000).toFixed(1)} s after`,
  );
  const recoverySeconds = (Date.now() - deadline + 5000) / 1000;
  const fails = frozen.failed > 0 ? `${frozen.failed} reads` : undefined;
  report({ breaks: `the Redis of the cache is stopped (SIGSTOP) for ${values.seconds} s`, fails, recoverySeconds });
  held = normal.failed + frozen.failed === 0 && frozen.p99 <= 2 * normal.p99 && open && closed;
} finally {
  agent.destroy();
  await palier?.stop();
  process.kill(redis.pid, 'SIGCONT');
  await redis.stop();
}
process.exit(held ? 0 : 1);

async function readFor(duration) {
  const latencies = [];
  let failed = 0;
  const end = performance.now() + duration;
  const caller = async () => {
    while (performance.now() < end) {
      const startedAt = performance.now();
      const status = await read();
      latencies.push(performance.now() - startedAt);
      if (status !== 200) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  latencies.sort((a, b) => a - b);
  return {
    p99: latencies[Math.ceil(latencies.length * 0.99) - 1],
    longest: latencies.at(-1),
    reads: latencies.length,
    failed,
  };
}

function read() {
  asked += 1;
  const tag = asked % MISS_EVERY === 0 ? `&tag=none-${asked}` : '';
  return new Promise((resolve) => {
    get(`${palier.url}/v1/stores/wistant/apps?limit=20${tag}`, { agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    }).on('error', () => resolve(undefined));
  });
}

async function breakerIsOpen() {
  return /palier_breaker_open\{breaker="redis"\} 1/.test(await (await fetch(palier.metricsUrl)).text());
}
