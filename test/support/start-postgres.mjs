import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import stopPostgres from './stop-postgres.mjs';

const root = join(import.meta.dirname, '..', '..');
const MEMORY = '/dev/shm';
/** What must be free in memory for the files of a run, in bytes: several times what one takes. */
const ROOM = 8 * 1024 ** 3;

/**
 * Runs once per test run, outside Jest's sandbox: starts an embedded PostgreSQL in a new directory and
 * migrates it; its database is the template that `testDatabase()` copies. Uses the compiled product.
 * What the tests write into the directory of temporary files goes there, too.
 */
export default async function startPostgres() {
  requireBuild();
  const { attachEmbedded, migrate } = await import('../../dist/libs/platform/database/index.js');
  const { migrations } = await import('../../dist/migrations/index.js');

  const temporary = mkdtempSync(join(hasRoomInMemory() ? MEMORY : tmpdir(), 'palier-test-'));
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  process.env.TMPDIR = temporary;
  const directory = join(temporary, 'template');
  mkdirSync(directory);
  // As root the server runs as another user, who must be able to enter.
  for (const path of [temporary, directory]) chmodSync(path, 0o755);
  // Like a command: Ctrl-C stops the server too.
  globalThis.testPostgres = await attachEmbedded(directory, () => {});
  const server = globalThis.testPostgres;
  try {
    await migrate(server.urls.owner, migrations);
    await prepareForTests(server.urls);
  } catch (error) {
    // Jest runs no teardown when the set-up failed.
    await stopPostgres();
    throw error;
  }
  process.env.TEST_POSTGRES_URLS = JSON.stringify(server.urls);
}

/** A copy of a database is a thousand files, which a disk creates many times more slowly. */
function hasRoomInMemory() {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return Math.min(bavail * bsize, freemem()) >= ROOM;
}

/**
 * No test cuts this server's power; those of durability start servers of their own. And passwords are compared at once,
 * since tests open thousands of connections.
 */
async function prepareForTests(urls) {
  const client = new pg.Client({ connectionString: urls.admin });
  await client.connect();
  try {
    await client.query('ALTER SYSTEM SET fsync = off');
    await client.query('SELECT pg_reload_conf()');
    await client.query('SET scram_iterations = 1');
    for (const { username, password } of Object.values(urls).map((url) => new URL(url))) {
      await client.query(`ALTER ROLE ${username} PASSWORD '${password}'`);
    }
  } finally {
    await client.end();
  }
}

function requireBuild() {
  const built = join(root, 'dist/migrations/index.js');
  if (!existsSync(built)) throw new Error('The tests need the compiled product: run "npm run build", or "npm test".');
  const builtAt = statSync(built).mtimeMs;
  const newer = globSync('{{migrations,libs/platform/database}/**/*.ts,libs/**/*.sql}', { cwd: root }).find(
    (file) => !file.endsWith('.spec.ts') && statSync(join(root, file)).mtimeMs > builtAt,
  );
  if (newer) process.stderr.write(`\nThe test database runs an older build: ${newer} is newer. Run "npm run build".\n`);
}
