// A PostgreSQL with a streaming replica, and two API processes on both, of which the clock of one is ten minutes behind.
import '../../support/sources.mjs';
import { NestFactory } from '@nestjs/core';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { ApiKeys } from '../../../dist/libs/platform/access/index.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { Tenants } from '../../../dist/libs/tenants/index.js';
import { clockSettings } from '../faults/clocks.mjs';

const { startStack } = await import('../../stack/stack.ts');

const TEN_MINUTES = 600_000;

/** @param {number} tenants how many to make, with the slugs `t0-drill`, `t1-drill`, … */
export async function openDeployment(tenants) {
  let operatorKey;
  const env = { LOG_LEVEL: 'fatal', RATE_LIMIT_REQUESTS: '1000000000' };
  const stack = await startStack({ replica: true, env }, async (made) => {
    operatorKey = await fill({ ...made.env, METRICS_PORT: '0' }, tenants);
  });
  try {
    await stack.startApi(1, clockSettings(-TEN_MINUTES));
  } catch (error) {
    await stack.stop();
    throw error;
  }
  const apis = stack.apis.map(({ url, env: own }) => ({
    url,
    metrics: `http://127.0.0.1:${own.METRICS_PORT}/metrics`,
  }));
  return { apis, replica: stack.replica, operatorKey, close: stack.stop };
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
