/**
 * A cached list through an API of two processes, whose supervisor hands connections out in turn, against one process: answers
 * for each second of processor time, the supervisor's included, on connections that stay open and on a new one for each request.
 */
import { readFileSync } from 'node:fs';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { measure, measureFresh } from './load.mjs';
import { startOtherApi } from './other-api.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';

const path = '/v1/stores/wistant/apps?limit=20';

export async function run({ rounds = 7, seconds = 3 } = {}) {
  const palier = await startPalier();
  const ends = [() => palier.stop()];
  try {
    const { urls } = await attachEmbedded(palier.dataDir);
    const contenders = {};
    for (const [name, processes] of Object.entries({ one: 1, two: 2, twin: 1 })) {
      const api = await startOtherApi({
        DATABASE_URL: urls.app,
        PALIER_DATA_DIR: palier.dataDir,
        LOG_LEVEL: 'silent',
        METRICS_PORT: '0',
        RATE_LIMIT_REQUESTS: '1000000000',
        API_PROCESSES: String(processes),
      });
      ends.push(() => api.stop());
      const pids = await processesOf(api.pid, processes);
      const contender = { url: `${api.url}${path}`, pid: pids };
      contenders[name] = { contender, send: measure };
      contenders[`${name}Fresh`] = { contender, send: measureFresh };
    }
    const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, { contender, send }] of Object.entries(contenders)) {
        const sample = await send(contender, round < 0 ? 1 : seconds);
        // The first round warms the just-in-time compiler and is not counted.
        if (round >= 0) samples[name].push(sample);
      }
    }
    return [
      row('two processes against one, connections kept open', samples.two, samples.one, 0.9),
      row('two processes against one, a connection for each request', samples.twoFresh, samples.oneFresh),
      row('one process against another, connections kept open', samples.twin, samples.one),
      row('one process against another, a connection for each request', samples.twinFresh, samples.oneFresh),
    ];
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** The process, and where it is the supervisor of several, these too, once all of them are started. */
async function processesOf(pid, processes) {
  if (processes === 1) return [pid];
  for (;;) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    // The last one may still start: its share of the first round is not counted.
    if (children.length === processes) return [pid, ...children];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function row(name, ours, theirs, goal) {
  const perCpu = ours.map((sample, i) => sample.perCpuSecond / theirs[i].perCpuSecond);
  return {
    name,
    ratio: median(perCpu),
    ...spread(perCpu),
    goal,
    detail: `${Math.round(median(ours.map((s) => s.perCpuSecond)))} per CPU-second against ${Math.round(median(theirs.map((s) => s.perCpuSecond)))}`,
  };
}
