// Real: the whole API, PostgreSQL, its queues, a storage in a directory, and compiled workers in processes of their own, one of
// which is killed with -9. Faked: the events, which SQL wrote, and what holds that worker up, which is a lock of the test.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { Asker } from '../support/questions.js';
import { masterKey, startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let api: TestApp;
let admin: pg.Client;
const children: ChildProcess[] = [];
beforeAll(async () => {
  api = await startTestApp();
  admin = await connected();
});
afterAll(async () => {
  for (const child of children) await killed(child);
  await admin?.end();
  await api?.close();
});

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: api.database.adminUrl });
  await client.connect();
  return client;
}

function startWorker(): ChildProcess {
  const { PATH } = process.env;
  const env = { PATH, DATABASE_URL: api.database.appUrl, PALIER_DATA_DIR: api.dataDir, LOG_LEVEL: 'silent' };
  const args = ['test/support/worker-child.mjs', 'able'];
  const child = spawn(process.execPath, args, { env: { ...env, PALIER_MASTER_KEY: masterKey }, stdio: 'ignore' });
  children.push(child);
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

it.each([
  ['while it reads', 'analytics.events', 'access exclusive'],
  ['while it keeps the file', 'analytics.exports', 'exclusive'],
])('an export whose worker is killed %s is made by another one, whole and once', async (_, table, mode) => {
  const asker = await Asker.in(api);
  const subjects = Array.from({ length: 5000 }, (_, i) => `subject ${i}`);
  await asker.write(subjects.map((subject) => ({ subject, name: 'opened', at: '2026-01-10T10:00:00Z' })));
  const holder = await connected();
  await holder.query('begin');
  await holder.query(`lock table ${table} in ${mode} mode`);
  const january = { format: 'ndjson', from: '2026-01-01', to: '2026-01-31' };
  const { id } = (await asker.call('POST', 'exports', january)).json();
  const worker = startWorker();
  const held = `select from pg_locks where relation = '${table}'::regclass and not granted`;
  await until(async () => (await admin.query(held)).rows.length > 0);
  await killed(worker);
  await until(async () => (await admin.query(held)).rows.length === 0);
  await holder.end();
  expect((await asker.call('GET', `exports/${id}`)).statusCode).toBe(404);

  const next = startWorker();
  const file = await until(async () => {
    const answer = await asker.call('GET', `exports/${id}`);
    return answer.statusCode === 200 ? answer : undefined;
  });
  const found: string[] = file.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).subject);
  expect(found.toSorted()).toEqual(subjects.toSorted());
  const state = async () =>
    (await admin.query(`select state from platform.operations where id = '${id}'`)).rows[0].state;
  await until(async () => (await state()) === 'succeeded');
  expect((await admin.query(`select from analytics.exports where tenant_id = '${asker.tenant.id}'`)).rows).toHaveLength(
    1,
  );
  await killed(next);
});
