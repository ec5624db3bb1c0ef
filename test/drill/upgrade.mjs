/**
 * The version before this one and this one on one database: the new one migrates and starts beside the old one while
 * clients sign in, write and read, and changes a function that both call; the old worker restarts; the old API leaves; then,
 * for the way back, the old version starts again, with its migrations, and the new one leaves. No request may fail, no
 * schedule may be lost, and the function stays as the new version made it.
 */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { buildCommit } from '../../bench/against/build-commit.mjs';
import { freePort } from '../../bench/free-port.mjs';
import { attachEmbedded } from '../../dist/libs/platform/database/index.js';
import { Process } from '../image/process.mjs';
import { report } from './faults/record.mjs';
import { changeFunction } from './upgrade/change-function.mjs';
import { startClients } from './upgrade/clients.mjs';
import { formerCommit } from './upgrade/former-commit.mjs';

const root = join(import.meta.dirname, '..', '..');
const former = formerCommit(root);
if ('skipped' in former) {
  console.log(`Skipped: ${former.skipped}`);
  process.exit(0);
}

const directory = mkdtempSync(join(tmpdir(), 'palier-upgrade-'));
chmodSync(directory, 0o755);
// Each process of the drill is killed where the drill itself is.
process.setMaxListeners(20);
const parts = [() => rmSync(directory, { recursive: true, force: true })];
try {
  const [oldPath, newPath] = [join(directory, 'former'), root];
  buildCommit(root, former.commit, oldPath);
  const server = await attachEmbedded(join(directory, 'var'), () => {});
  parts.unshift(() => server.stop());
  const settings = {
    HOST: '127.0.0.1',
    METRICS_PORT: '0',
    LOG_LEVEL: 'warn',
    DATABASE_URL: server.urls.app,
    PALIER_DATA_DIR: join(directory, 'data'),
    PALIER_MASTER_KEY: randomBytes(32).toString('base64url'),
    PALIER_ENVIRONMENT: 'development',
  };
  const run = (path, args, env = {}) => {
    const made = new Process(
      spawn(process.execPath, args, { cwd: path, env: { LANG: 'C.UTF-8', ...settings, ...env } }),
    );
    parts.unshift(() => made.kill());
    return made;
  };
  const migrateBy = (path) =>
    run(path, ['apps/cli/palier.mjs', 'database', 'migrate'], { DATABASE_OWNER_URL: server.urls.owner }).finished();
  const startApi = async (path) => {
    const port = await freePort();
    const api = run(path, ['dist/apps/api/main.js'], { PORT: String(port) });
    await api.prints(/^Palier serves on/m);
    return Object.assign(api, { url: `http://127.0.0.1:${port}` });
  };
  const startWorker = async (path) => {
    const worker = run(path, ['dist/apps/worker/main.js']);
    await worker.prints(/^Palier works/m);
    return worker;
  };
  const leave = async (...processes) => {
    for (const one of processes) assert.equal(await one.end('SIGTERM'), 0, one.printed);
  };

  await migrateBy(oldPath);
  const key = (await run(oldPath, ['apps/cli/palier.mjs', 'operator', 'reset-key']).finished()).match(
    /palier_op_\S+/,
  )[0];
  const oldApi = await startApi(oldPath);
  const oldWorker = await startWorker(oldPath);
  const clients = startClients(key, [oldApi.url]);
  parts.unshift(() => clients.stop());

  await clients.more();
  console.log(`beside ${former.name}: ${(await migrateBy(newPath)).trim().split('\n').at(-1)}`);
  const textOfFunction = await changeFunction(server.urls.owner);
  const changed = await textOfFunction();
  const newApi = await startApi(newPath);
  const newWorker = await startWorker(newPath);
  clients.use([oldApi.url, newApi.url]);
  await clients.more();

  const before = await schedules(server.urls.owner);
  await leave(oldWorker);
  const again = await startWorker(oldPath);
  await clients.more();
  assert.deepEqual(await schedules(server.urls.owner), before, 'The old worker removed schedules.');

  clients.use([newApi.url]);
  await leave(oldApi, again);
  await clients.more();

  await migrateBy(oldPath);
  const backApi = await startApi(oldPath);
  const backWorker = await startWorker(oldPath);
  clients.use([backApi.url]);
  await leave(newApi, newWorker);
  await clients.more();
  const { answered, failed } = await clients.stop();
  assert.deepEqual(failed, []);
  await leave(backApi, backWorker);
  assert.equal(await textOfFunction(), changed, 'The old version put its function back.');
  report({ breaks: 'the version before this one is replaced, and put back, on one database' });
  console.log(`${former.name} and this version served ${answered} requests on one database, and none failed.`);
} finally {
  for (const part of parts) await part();
}

/** The queues that have a schedule. */
async function schedules(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query('select distinct queue from bullmq.scheduler order by queue');
    assert.ok(rows.length > 0);
    return rows.map(({ queue }) => queue);
  } finally {
    await client.end();
  }
}
