// Real: the whole API, compiled workers in processes of their own, PostgreSQL, kill -9. Faked: the work itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Database } from '#platform/database';
import { Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { work } from '../support/work.js';

const tenantId = PLATFORM_TENANT_ID;
let api: TestApp;
const children: ChildProcess[] = [];

beforeAll(async () => {
  api = await startTestApp();
});
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await api.close();
});

/** Resolves with the worker once its job runs. */
async function workerThatRuns(mode: 'stuck' | 'able'): Promise<ChildProcess> {
  const env = { PATH: process.env.PATH, DATABASE_URL: api.database.appUrl, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, ['test/support/worker-child.mjs', mode], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The worker ended before its job ran.')));
  ended.catch(() => {});
  await Promise.race([once(child.stdout, 'data'), ended]);
  return child;
}

it('an operation whose worker is killed half-way is run again and ends', async () => {
  const operations = api.app.get(Operations);
  const { id } = await api.app
    .get(Database)
    .transaction({ tenantId }, (tx) => operations.start(tx, work, { tenantId, does: 'nothing' }, 'operations.write'));
  const first = await workerThatRuns('stuck');
  expect(await operations.find({ tenantId }, id)).toMatchObject({ state: 'running' });
  first.kill('SIGKILL');
  await workerThatRuns('able');
  await until(async () => (await operations.find({ tenantId }, id)).state === 'succeeded');
  expect(await operations.find({ tenantId }, id)).toMatchObject({
    progress: 1,
    result: { attempt: expect.any(Number) },
  });
});
