import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { createApi } from '../../dist/apps/api/create-api.js';
import { ladderOf } from '../../dist/apps/api/ladder.js';
import { bindSettings } from '../../dist/apps/terminal/bind-settings.js';
import { readSettings } from '../../dist/libs/platform/config/index.js';
import { migrate, startEmbedded } from '../../dist/libs/platform/database/index.js';
import { migrations } from '../../dist/migrations/index.js';

export const file = 'docs/openapi.json';

/** The answer of the built API at `/openapi.json`, with a temporary embedded PostgreSQL. */
export async function render() {
  const directory = mkdtempSync(join(tmpdir(), 'palier-openapi-'));
  // The database runs under another account when this runs as root.
  chmodSync(directory, 0o755);
  const server = await startEmbedded(join(directory, 'var'), () => undefined);
  try {
    const chosen = readSettings({ METRICS_PORT: '0', LOG_LEVEL: 'silent', PALIER_DATA_DIR: directory });
    const settings = bindSettings(chosen, server.urls);
    await migrate(server.urls.owner, migrations);
    const app = await createApi(settings, ladderOf(settings));
    try {
      const answer = await app.inject({ url: '/openapi.json' });
      if (answer.statusCode !== 200) throw new Error(`/openapi.json answered ${answer.statusCode}: ${answer.body}`);
      return `${JSON.stringify(answer.json(), null, 2)}\n`;
    } finally {
      await app.close();
    }
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true });
  }
}
