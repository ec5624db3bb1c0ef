// A new version behind nginx under `--rate` (200) requests a second, with each of four faults: `palier canary` has to take it back
// within 60 s, with at most 1 % of the requests harmed. A good version gets all clients, also where the command is killed between.
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../../bench/free-port.mjs';
import { makeAccounts, openClients } from './canary/clients.mjs';
import { Canary } from './canary/run.mjs';
import { openDeployment } from './deployment/deployment.mjs';

const { accepts, findProgram, startProcess } = await import('../stack/server-process.ts');
const { values } = parseArgs({ options: { rate: { type: 'string', default: '200' }, only: { type: 'string' } } });
const [SLUG, MOST_SECONDS, MOST_HARMED, STEP, FEW] = ['canary', 60, 0.01, '20s', 10 / 60];
const preload = `--import=${join(import.meta.dirname, 'canary', 'broken-version.mjs')}`;
const faults = {
  errors: 'a new version with 2 % errors',
  slow: 'a new version that is 300 ms slower',
  restart: 'a new version whose process restarts',
  refusals: 'a new version that refuses sign-ins',
};

const rate = Number(values.rate);
const deployment = await openDeployment(
  { [SLUG]: 200 },
  { apis: 1, workers: 1, env: { TRUSTED_PROXIES: '127.0.0.1' } },
);
const folder = mkdtempSync(join(tmpdir(), 'palier-canary-'));
let [nginx, clients] = [];
let fails = 0;
try {
  await makeAccounts(deployment.get, deployment.ids[SLUG]);
  const { stack } = deployment;
  const [old] = stack.apis;
  let fresh = await stack.startApi(1, { NODE_OPTIONS: preload });
  const port = await freePort();
  const weight = `node test/drill/canary/weight.mjs ${folder} ${host(old)} ${host(fresh)} ${port}`;
  await once(spawn('sh', ['-c', `${weight} 0`], { stdio: 'inherit' }), 'exit');
  const command = [findProgram('nginx'), '-c', join(folder, 'nginx.conf'), '-g', 'daemon off; user root;'];
  nginx = await startProcess(command, () => accepts(port), { deathSignal: 'TERM' });
  clients = openClients(`http://127.0.0.1:${port}`, SLUG);
  clients.setRate(rate);
  await pause(5000);

  const startCanary = () =>
    new Canary([
      ...['--old', metrics(old), '--new', metrics(fresh), '--url', fresh.url, '--tenant', 'platform', '--step', STEP],
      ...['--set', `${weight} {weight}`, '--get', weight],
    ]);

  // Nothing to download is in the store, so the smoke test takes the tenant of the operators.
  for (const fault of Object.keys(faults).filter((one) => !values.only || values.only === one)) {
    await fresh.end('SIGTERM');
    fresh = await stack.startApi(1, { NODE_OPTIONS: preload, FAULT: fault });
    const canary = startCanary();
    await canary.says('5 % of the clients');
    clients.reset();
    const startedAt = performance.now();
    const minute = pause(MOST_SECONDS * 1000);
    if (fault === 'restart') {
      await pause(3000);
      await fresh.end('SIGKILL');
      fresh = await stack.startApi(1);
    }
    const code = await canary.ended;
    const seconds = (performance.now() - startedAt) / 1000;
    await minute;
    const { sent, onNew, harmed, slowOnOld } = clients.seen();
    const share = harmed / sent;
    console.log(
      `${faults[fault]}: ${seconds.toFixed(0)} s, ${sent} requests in a minute, ${onNew} of them on NEW, ${harmed} harmed (${(100 * share).toFixed(2)} %), ${slowOnOld} slow on OLD\n  ${canary.lines.at(-1)}`,
    );
    if (code !== 1 || seconds > MOST_SECONDS || share > MOST_HARMED) fails += 1;
  }

  if (!values.only || values.only === 'good') {
    await fresh.end('SIGTERM');
    fresh = await stack.startApi(1, { FAULT: '' });
    clients.setRate(FEW);
    const waiting = startCanary();
    await waiting.says('Waits at 5 %');
    waiting.kill('SIGTERM');
    assert.equal(await waiting.ended, 2);
    assert.match(waiting.lines.at(-1), /^Stopped at 5 %/);
    console.log(`10 requests a minute: ${waiting.lines.at(-2)} ${waiting.lines.at(-1)}`);

    clients.reset();
    clients.setRate(rate);
    const killed = startCanary();
    await killed.says('25 % of the clients');
    killed.kill('SIGKILL');
    await killed.ended;
    const last = startCanary();
    assert.equal(await last.ended, 0, last.lines.join('\n'));
    const raised = last.lines.filter((line) => / of the clients/.test(line)).map((line) => Number.parseInt(line, 10));
    assert.deepEqual(raised, [25, 50, 100]);
    const { sent, onNew, failed, back } = clients.seen();
    console.log(
      `a good version: ${sent} requests, ${onNew} of them on NEW, ${failed} failed, ${back} on OLD after NEW`,
    );
    assert.deepEqual([failed, back], [0, 0]);
  }
} finally {
  await clients?.end();
  await nginx?.end('SIGTERM');
  await deployment.close();
}
console.log(
  fails === 0 ? 'Each fault was found in time.' : `${fails} faults were not found in time, or harmed too many.`,
);
process.exit(fails === 0 ? 0 : 1);

function host({ url }) {
  return new URL(url).host;
}

function metrics({ env }) {
  return `http://127.0.0.1:${env.METRICS_PORT}`;
}
