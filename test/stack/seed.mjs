// What `npm start` makes at its first start: two stores, the demonstrations of the other products, and the operator's key.
import 'reflect-metadata';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { storesOf } from '../../dist/apps/api/stores.js';
import { CliModule } from '../../dist/apps/cli/cli.module.js';
import { FILLED_STORE, firstRun, KEEP_UP_TO, PACKAGES } from '../../dist/apps/solo/first-run.js';
import { pendingFiles } from '../../dist/apps/solo/keep-files.js';
import { Catalog } from '../../dist/libs/catalog/index.js';
import { readSettings } from '../../dist/libs/platform/config/index.js';
import { TenantDirectory } from '../../dist/libs/platform/tenancy/index.js';

/**
 * Fills a migrated database. The workers keep the rest of the files, where there are any.
 *
 * @param {Record<string, string>} env the settings of the processes
 * @param {string} shareDirectory PostgreSQL's
 * @param {boolean} hasWorkers without workers their job would wait for ever
 * @returns what the block of a start shows of it
 */
export async function seed(env, shareDirectory, hasWorkers) {
  const settings = readSettings({ ...env, METRICS_PORT: '0', LOG_LEVEL: 'warn' });
  const app = await NestFactory.createApplicationContext(CliModule.with(settings), { logger: false });
  try {
    const secrets = await firstRun(app, shareDirectory);
    await app.get(TenantDirectory).refresh();
    const store = app.get(TenantDirectory).bySlug(FILLED_STORE);
    if (store && hasWorkers) await app.get(Catalog).keepFiles(store.id, resolve(PACKAGES), KEEP_UP_TO);
    return { secrets, hasOperatorKey: true, stores: await storesOf(app), pending: await pendingFiles(app) };
  } finally {
    await app.close();
  }
}
