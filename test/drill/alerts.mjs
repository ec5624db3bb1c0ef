/**
 * Under load PostgreSQL is frozen, the worker killed, and the memory of the API filled, while a Prometheus and an Alertmanager with the
 * shipped rules watch: what stands in for Discord must get the alert of each within two minutes, once, and its end, once.
 */
import '../support/sources.mjs';
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWatch } from './alerts/watch.mjs';
import { openDeployment } from './deployment/deployment.mjs';
import { onSignal } from './deployment/on-signal.mjs';
import { atRate, send } from './load.mjs';

const AT_MOST_SECONDS = 120;
/** Requests a second: an alert of a ratio needs more than one. */
const RATE = 10;
/** How long it is well before: rates of one reading are none. */
const WELL_MS = 60_000;

const NODE_OPTIONS = `--import=${join(import.meta.dirname, 'alerts', 'fills-memory.mjs')}`;
const parts = [];
const close = async () => {
  for (const part of parts.splice(0)) await part();
};
onSignal(close);
let over = false;
let held = false;
try {
  const deployment = await openDeployment({ store: 2000 }, { workers: 1, env: { NODE_OPTIONS } });
  parts.unshift(() => deployment.close());
  const [api, worker] = [deployment.apis[0], deployment.workers[0]];
  const watch = await startWatch([api, worker].map(({ env }) => env.METRICS_PORT));
  parts.unshift(() => watch.stop());
  parts.unshift(() => {
    for (const { title, description } of watch.messages)
      console.log(`  ${title}: ${description.replaceAll('\n', ' ')}`);
  });
  const load = atRate(
    RATE,
    () => over,
    (n) => send({ url: `${api.url}/v1/stores/store/apps?limit=20&tag=none-${n}` }),
  );
  await watch.wellFor(WELL_MS);

  const faults = [
    { breaks: 'PostgreSQL is frozen', alert: 'PalierDatabaseAway', begin: () => freeze(deployment.postgres.pid) },
    { breaks: 'the worker is killed', alert: 'PalierDown', begin: () => killWorker(deployment) },
    { breaks: 'the memory of the API is filled', alert: 'PalierMemory', begin: () => fillMemory(api.pid) },
  ];
  const ends = [];
  for (const { breaks, alert, begin } of faults) {
    const beganAt = performance.now();
    const end = await begin();
    await watch.message(`critical: ${alert}`);
    const seconds = (performance.now() - beganAt) / 1000;
    console.log(`${breaks}: ${alert} after ${seconds.toFixed(1)} s`);
    assert.ok(seconds <= AT_MOST_SECONDS, `${alert} took more than ${AT_MOST_SECONDS} s`);
    await end();
    const endedAt = performance.now();
    ends.push(
      watch.message(`Resolved: ${alert}`).then(() => {
        console.log(
          `${alert} is over ${((performance.now() - endedAt) / 1000).toFixed(1)} s after the end of the fault`,
        );
      }),
    );
  }
  await Promise.all(ends);
  over = true;
  await load;
  for (const { alert } of faults)
    for (const title of [`critical: ${alert}`, `Resolved: ${alert}`])
      assert.equal(watch.messages.filter((message) => message.title === title).length, 1, `${title}: not once`);
  held = true;
} finally {
  over = true;
  await close();
}
process.exit(held ? 0 : 1);

/** Stops a PostgreSQL and its connections. @returns what has them go on */
function freeze(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const pids = [pid, ...children.map(Number)];
  for (const each of pids) process.kill(each, 'SIGSTOP');
  return () => {
    for (const each of pids.reverse()) process.kill(each, 'SIGCONT');
  };
}

async function killWorker({ stack }) {
  await stack.workers[0].end('SIGKILL');
  return () => stack.startWorker(0);
}

function fillMemory(pid) {
  process.kill(pid, 'SIGUSR2');
  return () => process.kill(pid, 'SIGUSR2');
}
