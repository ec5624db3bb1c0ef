// An answer that is kept for one member, against one that is kept for all, and against the same route without cache.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './load.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

/** Requests per CPU-second; fifty members take turns. */
export async function run({ rounds = 7, seconds = 2 } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const server = fork(fileURLToPath(new URL('./servers/guarded-api.mjs', import.meta.url)));
  try {
    server.send({ directory: join(directory, 'var') });
    const [{ url, tokens }] = await once(server, 'message');
    const at = (route) => ({
      url: `${url}/v1/twins/shop/${route}`,
      pid: server.pid,
      everyHeaders: tokens.map((token) => ({ authorization: `Bearer ${token}` })),
    });
    const contenders = {
      all: at('kept-for-all'),
      one: at('kept-for-one'),
      read: at('read'),
      again: at('kept-for-all'),
    };
    const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, contender] of Object.entries(contenders)) {
        const sample = await measure(contender, seconds);
        // The first round warms the just-in-time compiler and is not counted.
        if (round >= 0) samples[name].push(sample);
      }
    }
    return [
      row('answer kept for one member against one kept for all', samples.one, samples.all, 0.7),
      row('answer kept for one member against the same route without cache', samples.one, samples.read),
      row('the answer kept for all against itself', samples.again, samples.all),
    ];
  } finally {
    if (server.connected) {
      server.send('stop');
      await once(server, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
  }
}

function row(name, ours, theirs, goal) {
  const ratios = ours.map(({ perCpuSecond }, round) => perCpuSecond / theirs[round].perCpuSecond);
  const [mine, bare] = [ours, theirs].map((all) => Math.round(median(all.map(({ perCpuSecond }) => perCpuSecond))));
  const detail = `${mine.toLocaleString('en')} a CPU-second against ${bare.toLocaleString('en')}`;
  return { name, ratio: median(ratios), ...spread(ratios), goal, detail };
}

if (import.meta.main) printTable(await run());
