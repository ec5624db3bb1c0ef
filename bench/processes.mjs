/**
 * A cached list through two API processes whose supervisor hands connections out in turn, against two apart, each with half of
 * the connections: answers for each second of processor time, the supervisor's included. On connections that stay open, and with
 * a new one for each request. What two processes apart lose against one is the machine's: each has half of the load, and
 * serves fewer requests whenever it wakes.
 */
import { readFileSync } from 'node:fs';
import { attachEmbedded } from '../dist/libs/platform/database/index.js';
import { measure, measureFresh } from './load.mjs';
import { startOtherApi } from './other-api.mjs';
import { startPalier } from './palier.mjs';
import { median, spread } from './statistics.mjs';

const path = '/v1/stores/wistant/apps?limit=20';
const CONNECTIONS = 20;

export async function run({ rounds = 7, seconds = 3 } = {}) {
  const palier = await startPalier();
  const ends = [() => palier.stop()];
  try {
    const { urls } = await attachEmbedded(palier.dataDir);
    const start = async (processes) => {
      const api = await startOtherApi({
        DATABASE_URL: urls.app,
        PALIER_DATA_DIR: palier.dataDir,
        LOG_LEVEL: 'silent',
        METRICS_PORT: '0',
        RATE_LIMIT_REQUESTS: '1000000000',
        API_PROCESSES: String(processes),
      });
      ends.push(() => api.stop());
      return { url: `${api.url}${path}`, pid: await processesOf(api.pid, processes) };
    };
    const [one, other, two] = [await start(1), await start(1), await start(2)];
    const contenders = { one: [one], apart: [one, other], two: [two] };
    const samples = { one: [], apart: [], two: [], oneFresh: [], apartFresh: [], twoFresh: [] };
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, targets] of Object.entries(contenders)) {
        const kept = await together(measure, targets, round < 0 ? 1 : seconds);
        const fresh = await together(measureFresh, targets, round < 0 ? 1 : seconds);
        // The first round warms the just-in-time compiler and is not counted.
        if (round < 0) continue;
        samples[name].push(kept);
        samples[`${name}Fresh`].push(fresh);
      }
    }
    return [
      row(
        'two API processes of a supervisor against two apart, connections kept open',
        samples.two,
        samples.apart,
        0.9,
      ),
      row(
        'two API processes of a supervisor against two apart, a connection each',
        samples.twoFresh,
        samples.apartFresh,
      ),
      row('two API processes apart against one, connections kept open', samples.apart, samples.one),
      row('two API processes apart against one, a connection each', samples.apartFresh, samples.oneFresh),
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

/** Loads all targets at once, and shares the connections out among them. */
async function together(send, targets, seconds) {
  const connections = CONNECTIONS / targets.length;
  const samples = await Promise.all(targets.map((target) => send({ ...target, connections }, seconds)));
  const perSecond = samples.reduce((sum, sample) => sum + sample.perSecond, 0);
  const cpu = samples.reduce((sum, sample) => sum + sample.perSecond / sample.perCpuSecond, 0);
  return { perSecond, perCpuSecond: perSecond / cpu };
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
