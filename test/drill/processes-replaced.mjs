// An API of `--processes` (2), each replaced after `--requests` (75), so that one is always being replaced, for `--seconds` (30)
// under `--rate` (300) requests a second beside event streams; then two are killed -9, one after the other. No request fails but
// those of a killed process, and each comes back within 2 s. A third that dies within a minute would wait a second first.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDeployment } from './deployment/deployment.mjs';
import { makePeople } from './deployment/people.mjs';
import { report } from './faults/record.mjs';
import { openLoad } from './restart/visitors.mjs';

const number = (text) => ({ type: 'string', default: text });
const options = { processes: number('2'), requests: number('75'), seconds: number('30'), rate: number('300') };
const { values } = parseArgs({ options });
const [SLUG, STREAMS, KILLS, MOST_MS] = ['processes', 20, 2, 2000];

const env = { API_PROCESSES: values.processes, API_RECYCLE_REQUESTS: values.requests };
const deployment = await openDeployment({ [SLUG]: 200 }, { env, redis: 'single' });
let held = false;
console.log(/The API may open .*/.exec(deployment.apis[0].printed())[0]);
try {
  const tenant = { id: deployment.ids[SLUG], slug: SLUG };
  const people = await makePeople(deployment.get, tenant, STREAMS);
  const tokens = await Promise.all(people.map(async ({ beginSession }) => (await beginSession()).token));
  const of = { url: deployment.url, slug: SLUG, rate: Number(values.rate) };
  const load = openLoad({ ...of, tokens });
  await pause(Number(values.seconds) * 1000);
  const replaced = await metric('palier_api_process_restarts_total{reason="requests"}');
  const { answered, streams, failed } = await load.end();
  console.log(
    `${replaced} replacements in ${values.seconds} s: ${answered} requests answered, ${streams} event streams opened, ${failed.length} failed`,
  );
  for (const failure of failed.slice(0, 10)) console.log(`failed: ${failure}`);
  await deployment.apis[0].end('SIGTERM');
  await deployment.startApi({ API_RECYCLE_REQUESTS: '0' });
  const back = await killInTurn();
  const longest = Math.max(...back.ms);
  console.log(
    `${KILLS} processes killed under load: ready again after ${back.ms.map((ms) => (ms / 1000).toFixed(2)).join(', ')} s; ${back.lost} requests were at a killed process, ${back.failed.length} others failed`,
  );
  for (const failure of back.failed.slice(0, 10)) console.log(`failed: ${failure}`);
  report({
    breaks: `one of ${values.processes} processes of an API is killed with -9`,
    fails: `${back.lost + back.failed.length} requests at the killed process`,
    recoverySeconds: longest / 1000,
  });
  held = failed.length + back.failed.length === 0 && replaced > 0 && longest <= MOST_MS;
} finally {
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** Under load from new connections, which a living process takes. */
async function killInTurn() {
  const ms = [];
  const load = openLoad({ url: deployment.url, slug: SLUG, tokens: [], rate: 100 });
  await ready();
  for (let n = 0; n < KILLS; n += 1) {
    const [victim] = processes();
    process.kill(victim, 'SIGKILL');
    const at = performance.now();
    while (processes().includes(victim)) await pause(5);
    await ready();
    ms.push(performance.now() - at);
    await pause(500);
  }
  const { failed } = await load.end();
  // The connection of a request under way ends with its process.
  const lost = failed.filter((failure) => /socket hang up|ECONNRESET/.test(failure));
  return { ms, lost: lost.length, failed: failed.filter((failure) => !lost.includes(failure)) };
}

function processes() {
  const { pid } = deployment.apis[0];
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

async function ready() {
  while ((await metric('palier_api_processes{state="ready"}')) !== Number(values.processes)) await pause(10);
}

async function metric(series) {
  const text = await (await fetch(deployment.metricsUrl)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')[1],
  );
}
