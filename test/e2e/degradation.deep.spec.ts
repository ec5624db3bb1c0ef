// Real: two built APIs and a worker in processes of their own over one PostgreSQL, their event loops, LISTEN and NOTIFY. Faked:
// what blocks the event loop of one of them, while a file exists.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api, ProductProcess } from '../stack/product.js';
import { startApi, startWorker } from '../support/built-process.js';
import { masterKey, startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

/** Blocks the event loop for most of the time, while there is such a file. */
const blocks = (file: string) =>
  `data:text/javascript,${encodeURIComponent(`
    import { existsSync } from 'node:fs';
    setInterval(() => {
      const end = performance.now() + 800;
      while (existsSync(${JSON.stringify(file)}) && performance.now() < end);
    }, 50).unref();`)}`;

let asking: TestApp;
let slow: Api;
let other: Api;
let worker: ProductProcess;
let directory: string;
let file: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'palier-slow-'));
  file = join(directory, 'slow');
  asking = await startTestApp();
  const env = { DATABASE_URL: asking.database.appUrl, PALIER_MASTER_KEY: masterKey, PALIER_DATA_DIR: directory };
  slow = await startApi({ ...env, NODE_OPTIONS: `--import=${blocks(file)}` });
  other = await startApi(env);
  worker = await startWorker(env);
});
afterAll(async () => {
  await Promise.all([slow, other, worker].map((each) => each?.end('SIGKILL')));
  await asking?.close();
  rmSync(directory, { recursive: true, force: true });
});

const header = async ({ url }: Api) => (await fetch(`${url}/health/live`)).headers.get('x-degraded');
const overview = async () => {
  const headers = { authorization: `Bearer ${asking.operatorKey}` };
  return (await asking.inject({ method: 'GET', url: '/v1/platform/degradation', headers })).json();
};
/** The causes of the levels of the two APIs and the worker; undefined where a process did not answer. */
const causes = async () => {
  const { processes } = await overview();
  const of = ({ pid }: ProductProcess) =>
    processes.find(({ process }: { process: string }) => process.endsWith(` ${pid}`))?.cause;
  return [slow, other, worker].map(of);
};

it('one process of two is slowed: it raises its own level, the other keeps its own, and all are told', async () => {
  await until(async () => (await causes()).every((cause) => cause === null));
  writeFileSync(file, '');
  await until(async () => /^level=[1-3];cause=event_loop$/.test((await header(slow)) ?? ''));
  expect(await header(other)).toBeNull();
  // Who does not answer within a second is not told of, and on a busy machine the worker may be slow for a while, too.
  await until(async () => JSON.stringify(await causes()) === '["event_loop",null,null]');
  rmSync(file);
  await until(async () => (await header(slow)) === null);
  const changes = await until(async () => {
    const all = (await overview()).changes;
    return all[0].after === 0 && all;
  });
  expect(changes[0]).toMatchObject({ before: 1, after: 0, cause: 'event_loop' });
  const whose = new Set(changes.map(({ process }: { process: string }) => process.split(' ').at(-1)));
  expect([whose.has(String(slow.pid)), whose.has(String(other.pid))]).toEqual([true, false]);
  expect(await header(other)).toBeNull();
});
