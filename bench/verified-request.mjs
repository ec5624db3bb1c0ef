// A route for members, requested repeatedly with one token, against the same route without a guard.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './load.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

/** Requests per CPU-second: the pipeline's check, revocations in memory and the guards, before the same handler. */
export async function run({ rounds = 9, seconds = 2 } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const server = fork(fileURLToPath(new URL('./servers/guarded-api.mjs', import.meta.url)));
  try {
    server.send({ directory: join(directory, 'var') });
    const [{ url, token }] = await once(server, 'message');
    const headers = { authorization: `Bearer ${token}` };
    return await inRounds(
      {
        open: { url: `${url}/v1/twins/shop/open`, pid: server.pid, headers },
        guarded: { url: `${url}/v1/twins/shop/guarded`, pid: server.pid, headers },
        again: { url: `${url}/v1/twins/shop/open`, pid: server.pid, headers },
      },
      rounds,
      seconds,
    );
  } finally {
    if (server.connected) {
      server.send('stop');
      await once(server, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
  }
}

async function inRounds(contenders, rounds, seconds) {
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const sample = await measure(contender, seconds);
      // The first round warms the just-in-time compiler and is not counted.
      if (round >= 0) samples[name].push(sample);
    }
  }
  return [
    row('verified request against the unguarded one', samples.guarded, samples.open, 0.9),
    row('the unguarded one against itself', samples.again, samples.open),
  ];
}

function row(name, ours, theirs, goal) {
  const ratios = ours.map(({ perCpuSecond }, round) => perCpuSecond / theirs[round].perCpuSecond);
  const [mine, bare] = [ours, theirs].map((all) => Math.round(median(all.map(({ perCpuSecond }) => perCpuSecond))));
  const detail = `${mine.toLocaleString('en')} a CPU-second against ${bare.toLocaleString('en')}`;
  return { name, ratio: median(ratios), ...spread(ratios), goal, detail };
}

if (import.meta.main) printTable(await run());
