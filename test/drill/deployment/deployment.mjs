// An API, and workers where they are asked for, on a database with tenants of any size.
import '../../support/sources.mjs';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { Purges, Tenants } from '../../../dist/libs/tenants/index.js';

const { startStack } = await import('../../stack/stack.ts');
/** Of which an app has one each: one that all share, one of 20 and one of 20,000. */
const TAGS = `array['all', 'kind-' || i % 20, 'word-' || i % 20000]`;

/**
 * @param {Record<string, number>} tenants the number of apps by slug
 * @param options `fillStore` writes the apps of one, where not each has three tags; `reach` tells where an API that is started
 *   again finds the database, if not at its own URL; others are those of the stack
 */
export async function openDeployment(tenants, { fillStore = fill, reach, env, ...options } = {}) {
  let app;
  let stack;
  let owners;
  /** Ends the servers also where the services that use them fail to end. */
  const close = async () => {
    const [services, servers, pool] = [app, stack, owners];
    [app, stack, owners] = [];
    await Promise.all([services?.close(), pool?.end()]).finally(() => servers?.stop());
  };
  const ids = {};
  const limits = { LOG_LEVEL: 'error', RATE_LIMIT_REQUESTS: '1000000000' };
  try {
    stack = await startStack({ ...options, env: { ...limits, ...env } }, async ({ env: settings, postgres }) => {
      const own = readSettings({ ...settings, METRICS_PORT: '0' });
      app = await NestFactory.createApplicationContext(CliModule.with(own), { logger: false });
      await inDatabase(postgres.urls.owner, async (owner) => {
        for (const [slug, apps] of Object.entries(tenants)) {
          const product = slug === 'journeys' ? 'journeys' : 'wistant';
          const { id } = await app.get(Tenants).create({ slug, name: slug, product, plan: 'enterprise' });
          await fillStore(owner, id, apps, slug);
          ids[slug] = id;
        }
        await owner.query('vacuum analyze catalog.apps, catalog.app_tags, catalog.tag_counts, catalog.search_entries');
      });
      await inDatabase(postgres.urls.admin, (admin) => admin.query('checkpoint'));
    });
    const { app: appUrl, admin, owner } = stack.postgres.urls;
    owners = new pg.Pool({ connectionString: owner, max: 2 });
    // The drill may stop the server before this pool.
    owners.on('error', () => {});
    return {
      ...stack,
      stack,
      close,
      metricsUrl: `http://127.0.0.1:${stack.apis[0].env.METRICS_PORT}/metrics`,
      /** Of tenants, by slug. */
      ids,
      /** Of the application’s role, and of the superuser in the same database. */
      urls: { app: appUrl, admin: Object.assign(new URL(admin), { pathname: '/palier' }).href },
      /** A service of the product, in this process. */
      get: (token) => app.get(token, { strict: false }),
      /** Of the first API. */
      apiPid: () => stack.apis[0].pid,
      killApi: () => stack.apis[0].end('SIGKILL'),
      /** Starts the API again, with settings that differ from its former ones; resolves when it serves. */
      startApi: (more) => stack.startApi(0, { ...(reach && { DATABASE_URL: reach(appUrl) }), ...more }),
      /** Starts another API beside it. @returns its URL */
      startAnotherApi: async () => (await stack.startApi(stack.apis.length)).url,
      /** The row of a user whose token the drill issues: a job looks for whoever asked for it. */
      addUser: (tenantId, id, role = 'member') =>
        owners.query(`set app.tenant_id = '${tenantId}';
          insert into auth.users (tenant_id, id, email, name, role, state)
          values ('${tenantId}', '${id}', '${id}@drill.example', 'Someone', '${role}', 'active')`),
      delete: (slug) => app.get(Tenants).delete(slug, undefined, 1),
      purge: (slug) => app.get(Purges).begin(slug),
      purgeOf: (slug) => app.get(Purges).of(slug),
      startWorker: () => stack.startWorker(stack.workers.length),
    };
  } catch (error) {
    // What that fails with follows from the error.
    await close().catch(() => {});
    throw error;
  }
}

async function inDatabase(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function fill(owner, tenantId, apps) {
  await owner.query(`set app.tenant_id = '${tenantId}'`);
  for (let from = 1; from <= apps; from += 25_000) {
    await owner.query(
      `with made as (
         insert into catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, files,
           file_count, bytes, digest, created_at)
         select '${tenantId}', uuidv7(), 'app-' || i, 'npm:app-' || i, 'App ' || i, md5(i::text), repeat('A summary. ', 10),
           repeat('A description. ', 20), '1.0.0', '[]', 0, 0, '', now() - i * interval '1 minute'
         from generate_series(${from}, ${Math.min(apps, from + 24_999)}) as i
         returning tenant_id, id, name_key, created_at, split_part(slug, '-', 2)::integer as i)
       insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
       select tenant_id, id, tag, name_key, created_at from made, unnest(${TAGS}) as tag`,
    );
  }
}
