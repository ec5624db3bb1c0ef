// A store that is asked for more than it can give. First the vital alone (browsing, downloads, sign-ins) at 60 % of what one core
// takes; then dashboards, searches, exports and lists on top, up to three times what it takes of all: the vital must hardly
// notice, the least important is refused first, and everything is served again half a minute later. At the end the vital alone at
// twice what it takes. The product has one core and this program the other, so that its own work does not count.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPalier } from '../../bench/palier.mjs';
import { atOnce, atRate, forSeconds, isRefused, percentile, succeeded, told } from './load.mjs';
import { openVisitors } from './storm/visitors.mjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, clients: { type: 'string', default: '64' } },
});
const [SECONDS, CLIENTS] = [Number(values.seconds), Number(values.clients)];
const BASE_SECONDS = 20;
const CALM_SECONDS = 30;
const [RAMP_SECONDS, RAMP_FROM] = [5, 600];
/** Shares of what one core takes. */
const [NORMAL_LOAD, STORM_LOAD, ONSLAUGHT] = [0.6, 3, 2];
const GOALS = { goodput: 0.9, p99: 2, onslaught: 0.7 };

if (availableParallelism() < 2) {
  console.log('This drill needs two cores: one for the product, and one for the load.');
  process.exit(1);
}
let held = true;
const check = (holds, what) => {
  if (!holds) console.log(`NOT TRUE: ${what}`);
  held &&= holds;
};
const pin = (pid, core) => execFileSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' });
const vitalOf = (answers) => answers.filter(({ kind }) => kind === 'browse' || kind === 'download');
const goodput = (answers, seconds) => vitalOf(answers).filter(succeeded).length / seconds;

const palier = await startPalier({ TRUSTED_PROXIES: '127.0.0.1' });
/**
 * The most requests a second of which nearly all are answered within a second, by sending more and more: clients that wait for
 * their answers before they ask again send too few.
 */
async function most(act) {
  let best = 0;
  for (let rate = RAMP_FROM; ; rate *= 1.15) {
    const answers = await atRate(rate, forSeconds(RAMP_SECONDS), act);
    const inTime = answers.filter((answer) => succeeded(answer) && answer.ms < 1000).length;
    if (inTime < 0.99 * rate * RAMP_SECONDS) return best;
    best = inTime / RAMP_SECONDS;
  }
}

try {
  const postmaster = readFileSync(join(palier.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
  const backends = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  for (const pid of [palier.pid, postmaster, ...backends]) pin(pid, 0);
  pin(process.pid, 1);
  const visitors = await openVisitors(palier);
  const kinds = [visitors.dashboard, visitors.search, visitors.operation, visitors.sheddable];
  let turn = 0;
  const extra = () => kinds[turn++ % kinds.length]();
  const level = async () => {
    const headers = { authorization: `Bearer ${visitors.operator}` };
    return (await fetch(`${palier.url}/v1/platform/degradation`, { headers })).json();
  };
  const levels = [];
  let watching = true;
  const watch = (async () => {
    while (watching) {
      const { level: now, cause } = await level();
      if (levels.at(-1)?.level !== now) levels.push({ level: now, cause, at: performance.now() });
      await pause(250);
    }
  })();

  await atOnce(CLIENTS, 5, visitors.vital);
  const capacity = await most(visitors.vital);
  const mixed = await atOnce(CLIENTS, 10, extra);
  const capacityOfOthers = mixed.filter(succeeded).length / 10;
  console.log(
    `One core takes ${Math.round(capacity)} vital requests a second, or ${Math.round(capacityOfOthers)} of the others.`,
  );
  await calm();

  const base = await atRate(capacity * NORMAL_LOAD, forSeconds(BASE_SECONDS), visitors.vital);
  console.log(`vital alone: ${told(base)}`);
  const begun = performance.now();
  const others = capacityOfOthers * (STORM_LOAD - NORMAL_LOAD);
  const [vital, extras] = await Promise.all([
    atRate(capacity * NORMAL_LOAD, forSeconds(SECONDS), visitors.vital),
    atRate(others, forSeconds(SECONDS), extra),
  ]);
  const ended = performance.now();
  console.log(`vital in the storm: ${told(vital)}`);
  for (const kind of ['normal', 'sheddable'])
    console.log(`${kind}: ${told(extras.filter((each) => each.kind === kind))}`);
  const kept = goodput(vital, SECONDS) / goodput(base, BASE_SECONDS);
  const slower = percentile(vitalOf(vital), 0.99) / percentile(vitalOf(base), 0.99);
  console.log(
    `Browsing and downloads: ${(100 * kept).toFixed(1)} % of what was served before, p99 ${slower.toFixed(2)} times.`,
  );
  check(kept >= GOALS.goodput, 'nine tenths of browsing and downloads were served');
  check(slower <= GOALS.p99, 'they took at most twice as long at the 99th percentile');
  check(!vital.some(isRefused), 'no vital request was refused');
  const firstRefused = (kind) => extras.find((each) => each.kind === kind && isRefused(each));
  const [shed, normal] = [firstRefused('sheddable'), firstRefused('normal')];
  check(shed && (!normal || shed.at + shed.ms <= normal.at + normal.ms + 1000), 'the sheddable was refused first');
  check(/"code":"(overloaded|database_busy)"/.test(shed?.text), `and it was told why: ${shed?.text}`);
  const levelIsZero = await calm();
  console.log(`Level 0 again ${((levelIsZero - ended) / 1000).toFixed(1)} s after the storm.`);
  check(levelIsZero - ended <= CALM_SECONDS * 1000, 'everything is served again within 30 s');
  const during = levels.filter(({ at }) => at >= begun);
  const told2 = during.map(
    ({ level, cause, at }) => `${level} (${cause ?? 'none'}) after ${((at - begun) / 1000).toFixed(1)} s`,
  );
  console.log(`Levels: ${told2.join(', ') || 'no change'}`);
  const turns = during
    .map(({ level }) => level)
    .filter((now, i, all) => i > 0 && i < all.length - 1 && (now - all[i - 1]) * (all[i + 1] - now) < 0);
  check(turns.length <= 1, 'the level rose once and fell once');

  const onslaught = await atRate(capacity * ONSLAUGHT, forSeconds(BASE_SECONDS), visitors.vital);
  const share = onslaught.filter(succeeded).length / BASE_SECONDS / capacity;
  console.log(
    `vital at twice what one core takes: ${told(onslaught)}; ${(100 * share).toFixed(1)} % of the best was served`,
  );
  check(share >= GOALS.onslaught, 'seven tenths of the best were served');
  await calm();
  watching = false;
  await watch;

  async function calm() {
    for (let tries = 0; tries < 240; tries += 1) {
      if ((await level()).level === 0) return performance.now();
      await pause(250);
    }
    return performance.now();
  }
} finally {
  await palier.stop();
}
console.log(held ? 'The vital lived.' : 'It did not hold: see above.');
process.exit(held ? 0 : 1);
