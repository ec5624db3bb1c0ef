import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, startEmbedded } from '../../../dist/libs/platform/database/index.js';
import { migrations } from '../../../dist/migrations/index.js';

/** Runs `work` with the addresses of a temporary embedded PostgreSQL that is migrated, and its directory. */
export async function withDatabase(work) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-drift-'));
  // The database runs under another account when this runs as root.
  chmodSync(directory, 0o755);
  const server = await startEmbedded(join(directory, 'var'), () => undefined);
  try {
    await migrate(server.urls.owner, migrations);
    return await work(server.urls, directory);
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true });
  }
}
