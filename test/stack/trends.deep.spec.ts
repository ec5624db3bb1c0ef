// Real: an API and a worker in processes of their own, from the build; PostgreSQL. Faked: nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, startWorker } from '../support/built-process.js';
import { settingsFor } from '../support/settings-for.js';
import { runSql } from '../support/sql.js';
import { testDatabase } from '../support/test-database.js';

it('processes write what they counted when they end, also within their first minute', async () => {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'palier-trends-'));
  try {
    const settings = { ...settingsFor(database, dataDir), METRICS_PORT: '0' };
    const worker = await startWorker(settings);
    const api = await startApi(settings);
    for (let n = 0; n < 3; n += 1) expect((await fetch(`${api.url}/v1/nothing`)).status).toBe(404);
    expect(await Promise.all([api, worker].map((each) => each.end('SIGTERM')))).toEqual([0, 0]);
    const routes = `select method, sum(requests)::int as requests from platform.trend_routes where route = 'none' group by 1`;
    expect(await runSql(database.ownerUrl, routes)).toEqual([{ method: 'GET', requests: 3 }]);
    const minutes = 'select bool_or(api_minutes <> 0) as ran from platform.trend_hours';
    expect(await runSql(database.ownerUrl, minutes)).toEqual([{ ran: true }]);
  } finally {
    rmSync(dataDir, { recursive: true });
    await database.close();
  }
});
