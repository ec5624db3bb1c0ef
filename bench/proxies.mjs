// What nginx and PgBouncer cost: a cached list through nginx against the same API directly, and a list that is not in the
// cache from an API through PgBouncer against one without.
import '../test/support/sources.mjs';
import { readFileSync } from 'node:fs';
import { cpuSeconds, measure } from './load.mjs';
import { pagesOf } from './pages.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const { startStack } = await import('../test/stack/stack.ts');
const { seed } = await import('../test/stack/seed.mjs');
const cached = '/v1/stores/wistant/apps?limit=20';

/** Requests per second, and per CPU-second of all processes that serve them, interleaved; one row per ratio. */
export async function run({ rounds = 7, seconds = 3 } = {}) {
  const env = { LOG_LEVEL: 'error', RATE_LIMIT_REQUESTS: '1000000000' };
  const stack = await startStack({ apis: 1, pooler: true, nginx: true, env }, (made) =>
    seed(made.env, made.postgres.shareDirectory, false),
  );
  try {
    const { postgres, pooler, nginx } = stack;
    // Too small for the pages that are asked for in turn, so that each is made anew.
    const small = { CACHE_MEMORY_BYTES: '1048576' };
    const pooled = await stack.startApi(1, small);
    const past = { DATABASE_URL: postgres.urls.app, DATABASE_DIRECT_URL: postgres.urls.app };
    const direct = await stack.startApi(2, { ...small, ...past });
    const paths = await pagesOf(pooled.url);
    // nginx closes a connection after 1,000 requests, which the client would notice after it has sent another.
    const reconnectRate = 500;
    const contenders = {
      api: { url: `${stack.apis[0].url}${cached}`, reconnectRate, pids: [stack.apis[0].pid] },
      nginx: { url: `${stack.url}${cached}`, reconnectRate, pids: [stack.apis[0].pid, nginx.pid] },
      direct: { url: direct.url, paths, pids: [direct.pid, postgres.pid] },
      pooled: { url: pooled.url, paths, pids: [pooled.pid, postgres.pid, pooler.pid] },
    };
    const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, { pids, ...load }] of Object.entries(contenders)) {
        const before = secondsOf(pids);
        const sample = await measure({ ...load, pid: pids[0] }, round < 0 ? 1 : seconds);
        const answers = sample.perSecond * (round < 0 ? 1 : seconds);
        if (round >= 0) samples[name].push({ ...sample, perCpuSecond: answers / (secondsOf(pids) - before) });
      }
    }
    return [
      row('cached list through nginx against directly, per second', samples.nginx, samples.api, 'perSecond'),
      row('the same, per CPU-second of the API and nginx', samples.nginx, samples.api, 'perCpuSecond'),
      row('uncached list through PgBouncer against without, per second', samples.pooled, samples.direct, 'perSecond'),
      row('the same, per CPU-second of API, PgBouncer and PostgreSQL', samples.pooled, samples.direct, 'perCpuSecond'),
    ];
  } finally {
    await stack.stop();
  }
}

/** User and system time of processes and of their children. */
function secondsOf(pids) {
  const children = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return pids.flatMap((pid) => [pid, ...children(pid)]).reduce((sum, pid) => sum + cpuSeconds(pid), 0);
}

function row(name, ours, theirs, per) {
  const ratios = ours.map((sample, i) => sample[per] / theirs[i][per]);
  const detail = `${Math.round(median(ours.map((each) => each[per])))} against ${Math.round(median(theirs.map((each) => each[per])))}`;
  return { name, ratio: median(ratios), ...spread(ratios), detail };
}

if (import.meta.main) printTable(await run());
