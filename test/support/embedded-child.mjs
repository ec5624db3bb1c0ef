/**
 * The compiled launcher of the embedded PostgreSQL without the rest of Palier, for tests that kill it:
 * `embedded-child.mjs <data directory> start|attach`. It reports over IPC and accepts `stop` and `write`.
 */

import { enableCompileCache } from 'node:module';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';

enableCompileCache();
// Two modules instead of all of `#platform/database`, which loads TypeORM: dozens of these processes are started.
const { attachEmbedded } = await import('../../dist/libs/platform/database/embedded/attach-embedded.js');
const { startEmbedded } = await import('../../dist/libs/platform/database/embedded/start-embedded.js');

const [directory, mode] = process.argv.slice(2);
const open = mode === 'attach' ? (dir) => attachEmbedded(dir) : startEmbedded;
const log = (line) => process.send({ log: line });

try {
  const server = await open(directory, log);
  process.on('message', (order) => (order === 'write' ? writeRows(server.urls.owner) : process.disconnect()));
  // Also when the parent has ended: nothing may outlive a test run.
  process.on('disconnect', () => server.stop());
  process.send({ started: { urls: server.urls, port: server.port, adopted: server.adopted } });
} catch (error) {
  process.send({ refused: error.detail ?? { en: error.stack } });
  process.disconnect();
}

/** Up to 200 durable rows from ten writers, each acknowledged to the parent after its commit. */
async function writeRows(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 10 });
  pool.on('error', () => {});
  const ids = Array.from({ length: 200 }, () => uuidv7());
  const writer = async () => {
    for (let id = ids.pop(); id; id = ids.pop()) {
      await pool.query('INSERT INTO rows VALUES ($1)', [id]);
      process.send({ acknowledged: id });
    }
  };
  await Promise.allSettled(Array.from({ length: 10 }, writer));
}
