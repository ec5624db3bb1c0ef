// Real: the product with its workers, its metrics, the rules. Faked: nothing.
import { readFileSync } from 'node:fs';
import { MetricsServer } from '#platform/telemetry';
import { committedOperations } from '../support/openapi.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { workers } from '../support/workers.js';

/** Metrics that a process has with certain settings alone, and the file that declares each. */
const elsewhere: Readonly<Record<string, string>> = {
  palier_api_process_restarts_total: 'apps/api/processes/shared-metrics.ts',
  palier_backup_age_seconds: 'libs/platform/backup/schedule/backup-schedule.ts',
  palier_database_replica_lag_seconds: 'libs/platform/database/replica/replica.ts',
};
/** Labels that a scrape adds, and the supervisor of processes. */
const added = ['instance', 'job', 'process'];

const rules = readFileSync('docker/observability/prometheus/alerts.yml', 'utf8');
const exprs = [...rules.matchAll(/expr: \|\n((?: {10}.*\n)+)/g)].map(([, expr]) => expr ?? '');

it('times no event streams, which are open for as long as their clients want', () => {
  const streams = committedOperations.filter(({ operation }) =>
    Object.values(operation.responses ?? {}).some((answer) => JSON.stringify(answer).includes('text/event-stream')),
  );
  expect(streams.length).toBeGreaterThan(2);
  const [, left = ''] = /route!~"([^"]+)"/.exec(rules) ?? [];
  const templates = (placed: typeof committedOperations) =>
    placed
      .map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1'))
      .filter((path) => new RegExp(`^(?:${left})$`).test(path));
  expect(templates(committedOperations).sort()).toEqual(templates(streams).sort());
  expect(templates(streams)).toHaveLength(streams.length);
});

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

it('every metric and label that a rule names is there', async () => {
  const named = new Set(exprs.flatMap((expr) => expr.match(/\b(?:palier|process)_\w+/g) ?? []));
  expect(named.size).toBeGreaterThan(15);
  // A session is confirmed at its shard by a route that asks for it.
  const { token } = await signedIn(api, await freshTenant(api), 'member');
  expect((await callAs(api, token, 'POST', '/v1/me/exports')).statusCode).toBe(202);
  const lines = (await api.app.get(MetricsServer).read()).split('\n');
  const missing = [...named].filter(
    (name) => !(name in elsewhere) && !lines.some((line) => /^\w+/.exec(line)?.[0] === name),
  );
  expect(missing).toEqual([]);
  for (const [name, file] of Object.entries(elsewhere)) {
    expect([name, named.has(name), readFileSync(file, 'utf8').includes(name)]).toEqual([name, true, true]);
  }
  for (const expr of exprs) {
    for (const [, name, matchers] of expr.matchAll(/\b((?:palier|process)_\w+)\{([^}]*)\}/g)) {
      if (name === undefined || name in elsewhere) continue;
      const labels = [...(matchers ?? '').matchAll(/(\w+)[=!]/g)].map(([, label]) => label ?? '');
      const series = lines.filter((line) => line.startsWith(`${name}{`));
      for (const label of labels.filter((each) => !added.includes(each)))
        expect([name, label, series.some((line) => line.includes(`${label}="`))]).toEqual([name, label, true]);
    }
  }
});
