// Real: the whole API, PostgreSQL, its queues, a storage in a directory, and compiled workers in processes of their own, one of
// which is killed with -9. Faked: what holds that worker up, which is a lock of the test.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { Shop } from '../support/shop.js';
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

it('a bundle whose worker is killed is made by another one, once, and nothing of it is seen before', async () => {
  const shop = await Shop.open(api);
  await shop.importApps(1);
  const [{ slug } = { slug: '' }] = (await api.inject(`/v1/stores/${shop.slug}/apps`)).json().data;
  const ask = () => api.inject({ method: 'POST', url: `/v1/stores/${shop.slug}/apps/${slug}/downloads` });
  const begun = (await ask()).json();

  // Held up with the bytes of the ZIP in the storage, in the transaction that makes it visible.
  const holder = await connected();
  await holder.query('begin');
  await holder.query('lock table catalog.bundles in exclusive mode');
  const worker = startWorker();
  const held = "select from pg_locks where relation = 'catalog.bundles'::regclass and not granted";
  await until(async () => (await admin.query(held)).rows.length > 0);
  await killed(worker);
  await until(async () => (await admin.query(held)).rows.length === 0);
  await holder.end();
  expect((await admin.query('select from catalog.bundles')).rows).toEqual([]);
  const again = await ask();
  expect([again.statusCode, again.json().id]).toEqual([202, begun.id]);

  startWorker();
  const link = await until(async () => {
    const answer = await ask();
    return answer.statusCode === 200 && answer.json();
  });
  const file = await api.inject(new URL(link.url).pathname);
  expect([file.statusCode, file.rawPayload.length]).toEqual([200, link.bytes]);
  expect((await admin.query('select from catalog.bundles')).rows).toHaveLength(1);
  expect((await admin.query("select from platform.operations where kind = 'catalog.make-bundle'")).rows).toHaveLength(
    1,
  );
});
