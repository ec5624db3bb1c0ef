// A store of installed packages, and the paths of its pages.
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { Catalog } from '../../../dist/libs/catalog/index.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { Tenants } from '../../../dist/libs/tenants/index.js';

const APPS = '/v1/stores/drill/apps';
const packages = join(import.meta.dirname, '..', '..', '..', 'node_modules', '@nestjs');
let asked = 0;

/** Makes the store. @returns the paths of pages of it */
export async function fillStore(env) {
  const settings = readSettings({ ...env, LOG_LEVEL: 'error', METRICS_PORT: '0' });
  const app = await NestFactory.createApplicationContext(CliModule.with(settings), { logger: false });
  try {
    const about = { slug: 'drill', name: 'Drill', product: 'wistant', plan: 'enterprise' };
    const { id } = await app.get(Tenants).create(about);
    await app.get(Catalog).importPackages(id, packages);
    const { exampleApps } = await app.get(Catalog).summary(id);
    return [
      ...exampleApps.map((slug) => `${APPS}/${slug}`),
      ...[3, 4, 5, 6, 7, 8].flatMap((limit) => [`${APPS}?limit=${limit}`, `${APPS}?limit=${limit}&sort=name`]),
      '/v1/stores/drill/tags',
      '/v1/auth/drill',
    ];
  } finally {
    await app.close();
  }
}

/** A list that was not asked for before. */
export function unseenPage() {
  asked += 1;
  return `${APPS}?limit=${20 + (asked % 80)}&sort=-createdAt`;
}
