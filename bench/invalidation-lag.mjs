// Milliseconds from a write that one API process acknowledged to the first answer of another process that includes it,
// with a shared Redis.
import '../test/support/sources.mjs';
import 'reflect-metadata';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../dist/apps/api/create-api.js';
import { ladderOf } from '../dist/apps/api/ladder.js';
import { Catalog } from '../dist/libs/catalog/index.js';
import { readSettings } from '../dist/libs/platform/config/index.js';
import { migrate, startEmbedded } from '../dist/libs/platform/database/index.js';
import { Tenants } from '../dist/libs/tenants/index.js';
import { migrations } from '../dist/migrations/index.js';
import { startOtherApi } from './other-api.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const { startRedis } = await import('../test/stack/servers.ts');

/** Milliseconds, the 99th percentile; each request to the other process takes a part of one. */
export async function run({ writes = 300 } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded(directory);
  const redis = await startRedis();
  const ends = [() => redis.stop(), () => server.stop()];
  try {
    await migrate(server.urls.owner, migrations);
    const environment = {
      DATABASE_URL: server.urls.app,
      PALIER_DATA_DIR: directory,
      PALIER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
      REDIS_CACHE_URL: redis.url,
      METRICS_PORT: '0',
      LOG_LEVEL: 'silent',
      RATE_LIMIT_REQUESTS: '1000000000',
    };
    const settings = readSettings(environment);
    const writer = await createApi(settings, ladderOf(settings));
    ends.push(() => writer.close());
    const reader = await startOtherApi(environment);
    ends.push(() => reader.stop());
    const lags = await measure(writer, reader.url, join(directory, 'node_modules'), writes);
    return [row(lags)];
  } finally {
    for (const end of ends.reverse()) await end();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(writer, url, packages, writes) {
  const tenant = { slug: 'lag', name: 'Lag', product: 'wistant', plan: 'enterprise' };
  const { id } = await writer.get(Tenants).create(tenant);
  const read = reader(`${url}/v1/stores/lag/apps?page=1&pageSize=1`);
  const deadline = Date.now() + 10_000;
  while ((await read()) === undefined) {
    if (Date.now() > deadline) throw new Error('The other process does not come to know of the tenant.');
  }
  const lags = [];
  for (let i = 1; i <= writes; i += 1) {
    rmSync(packages, { recursive: true, force: true });
    mkdirSync(join(packages, `p${i}`), { recursive: true });
    writeFileSync(join(packages, `p${i}`, 'package.json'), JSON.stringify({ name: `p${i}`, version: '1.0.0' }));
    await writer.get(Catalog).importPackages(id, packages);
    const acknowledged = performance.now();
    while ((await read()) !== i) if (performance.now() > acknowledged + 10_000) throw new Error(`Write ${i} is lost.`);
    lags.push(performance.now() - acknowledged);
  }
  return lags.sort((a, b) => a - b);
}

/** The number of apps by the other process. */
function reader(url) {
  const agent = new Agent({ keepAlive: true });
  return () =>
    new Promise((resolve, reject) => {
      get(url, { agent }, async (answer) => {
        const { page } = JSON.parse((await answer.toArray()).join(''));
        resolve(page?.totalItems);
      }).on('error', reject);
    });
}

function row(lags) {
  const p99 = lags[Math.ceil(lags.length * 0.99) - 1];
  const detail = `p50 ${median(lags).toFixed(1)} ms, ${lags.length} writes`;
  return {
    name: 'invalidation lag between two API processes, p99',
    ratio: p99,
    ...spread(lags),
    unit: 'ms',
    atMost: 100,
    detail,
  };
}

if (import.meta.main) printTable(await run());
