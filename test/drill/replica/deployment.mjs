// A PostgreSQL with a streaming replica, and two API processes on both, of which the clock of one is ten minutes behind.
import '../shards/sources.mjs';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { freePort } from '../../../bench/free-port.mjs';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { ApiKeys } from '../../../dist/libs/platform/access/index.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { migrate, startEmbedded } from '../../../dist/libs/platform/database/index.js';
import { Tenants } from '../../../dist/libs/tenants/index.js';
import { migrations } from '../../../dist/migrations/index.js';

const { startReplica } = await import('../../stack/replica.ts');
const { startApi } = await import('../../support/built-process.ts');

const BEHIND = `data:text/javascript,const now = Date.now; Date.now = () => now() - 600000;`;

/** @param {number} tenants how many to make, with the slugs `t0`, `t1`, … */
export async function openDeployment(tenants) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-drill-'));
  chmodSync(directory, 0o755);
  const parts = [() => rmSync(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const part of parts.splice(0)) await part();
  };
  try {
    const { urls, stop } = await startEmbedded(directory);
    parts.unshift(stop);
    await migrate(urls.owner, migrations);
    const adminUrl = Object.assign(new URL(urls.admin), { pathname: new URL(urls.app).pathname }).href;
    const replica = await startReplica({ primary: { adminUrl, appUrl: urls.app } });
    parts.unshift(() => replica.stop());
    const env = {
      DATABASE_URL: urls.app,
      DATABASE_READ_URL: replica.url,
      LOG_LEVEL: 'fatal',
      PALIER_DATA_DIR: directory,
      PALIER_MASTER_KEY: randomBytes(32).toString('base64url'),
      PUBLIC_URL: 'http://localhost',
      RATE_LIMIT_REQUESTS: '1000000000',
    };
    const operatorKey = await fill({ ...env, METRICS_PORT: '0', DATABASE_READ_URL: undefined }, tenants);
    const apis = [];
    for (const more of [{}, { NODE_OPTIONS: `--import "${BEHIND}"` }]) {
      const metricsPort = await freePort();
      const api = await startApi({ ...env, ...more, METRICS_PORT: String(metricsPort) });
      parts.unshift(() => api.end('SIGKILL'));
      apis.push({ url: api.url, metrics: `http://127.0.0.1:${metricsPort}/metrics` });
    }
    return { apis, replica, operatorKey, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Makes the tenants. @returns the key of an operator */
async function fill(env, tenants) {
  const app = await NestFactory.createApplicationContext(CliModule.with(readSettings(env)), { logger: false });
  try {
    for (let n = 0; n < tenants; n += 1) {
      await app.get(Tenants).create({ slug: `t${n}-drill`, name: '0', product: 'wistant', plan: 'enterprise' });
    }
    return (await app.get(ApiKeys).create('drill', ['*'])).key;
  } finally {
    await app.close();
  }
}
