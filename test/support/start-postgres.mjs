import { existsSync, globSync, statSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import stopPostgres from './stop-postgres.mjs';

const root = join(import.meta.dirname, '..', '..');

/**
 * Runs once per test run, outside Jest's sandbox: starts an embedded PostgreSQL in a new directory and
 * migrates it; its database is the template that `testDatabase()` copies. Uses the compiled product.
 */
export default async function startPostgres() {
  requireBuild();
  const { attachEmbedded, migrate } = await import('../../dist/libs/platform/database/index.js');
  const { migrations } = await import('../../dist/migrations/index.js');

  const directory = await mkdtemp(join(tmpdir(), 'palier-test-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(directory, 0o755);
  // Like a command: Ctrl-C stops the server too.
  const server = await attachEmbedded(directory, () => {});
  globalThis.testPostgres = { server, directory };
  try {
    await migrate(server.urls.owner, migrations);
    await writeWithoutSync(server.urls.admin);
  } catch (error) {
    // Jest runs no teardown when the set-up failed.
    await stopPostgres();
    throw error;
  }
  process.env.TEST_POSTGRES_URLS = JSON.stringify(server.urls);
}

/** No test cuts this server's power; those of durability start servers of their own. */
async function writeWithoutSync(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('ALTER SYSTEM SET fsync = off');
    await client.query('SELECT pg_reload_conf()');
  } finally {
    await client.end();
  }
}

function requireBuild() {
  const built = join(root, 'dist/migrations/index.js');
  if (!existsSync(built)) throw new Error('The tests need the compiled product: run "npm run build", or "npm test".');
  const builtAt = statSync(built).mtimeMs;
  const newer = globSync('{migrations,libs/platform/database}/**/*.ts', { cwd: root }).find(
    (file) => !file.endsWith('.spec.ts') && statSync(join(root, file)).mtimeMs > builtAt,
  );
  if (newer) process.stderr.write(`\nThe test database runs an older build: ${newer} is newer. Run "npm run build".\n`);
}
