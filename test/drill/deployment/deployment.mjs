// A database with tenants of any size, and processes of the product: an API and a worker.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { freePort } from '../../../bench/free-port.mjs';
import { CliModule } from '../../../dist/apps/cli/cli.module.js';
import { readSettings } from '../../../dist/libs/platform/config/index.js';
import { migrate, startEmbedded } from '../../../dist/libs/platform/database/index.js';
import { Purges, Tenants } from '../../../dist/libs/tenants/index.js';
import { migrations } from '../../../dist/migrations/index.js';

const root = join(import.meta.dirname, '..', '..', '..');
/** Of which an app has one each: one that all share, one of 20 and one of 20,000. */
const TAGS = `array['all', 'kind-' || i % 20, 'word-' || i % 20000]`;

/**
 * @param {Record<string, number>} tenants the number of apps by slug
 * @param fillStore writes the apps of one; by default each has three tags
 * @param reach where the processes of the product find the database, if not at its own URL
 */
export async function openDeployment(tenants, fillStore = fill, reach = (url) => url) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-drill-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded(directory);
  const parts = [() => server.stop(), () => rmSync(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const part of parts.splice(0)) await part();
  };
  try {
    await migrate(server.urls.owner, migrations);
    const [port, metricsPort] = [await freePort(), await freePort()];
    const env = {
      DATABASE_URL: server.urls.app,
      PORT: String(port),
      LOG_LEVEL: 'error',
      METRICS_PORT: '0',
      PALIER_DATA_DIR: directory,
      RATE_LIMIT_REQUESTS: '1000000000',
    };
    const app = await NestFactory.createApplicationContext(CliModule.with(readSettings(env)), { logger: false });
    parts.unshift(() => app.close());
    const owner = new pg.Client({ connectionString: server.urls.owner });
    // A drill may kill the server.
    owner.on('error', () => {});
    await owner.connect();
    parts.unshift(() => owner.end());
    const ids = {};
    for (const [slug, apps] of Object.entries(tenants)) {
      const product = slug === 'journeys' ? 'journeys' : 'wistant';
      const { id } = await app.get(Tenants).create({ slug, name: slug, product, plan: 'enterprise' });
      await fillStore(owner, id, apps, slug);
      ids[slug] = id;
    }
    await owner.query('vacuum analyze catalog.apps, catalog.app_tags, catalog.tag_counts, catalog.search_entries');
    await asSuperuser(server.urls.admin, 'checkpoint');
    let api;
    const startApi = async () => {
      const own = { DATABASE_URL: reach(env.DATABASE_URL), METRICS_PORT: String(metricsPort) };
      api = await start('api', { ...env, ...own }, 'Palier serves');
    };
    const killApi = () => stop(api, 'SIGKILL');
    await startApi();
    parts.unshift(killApi);
    return {
      close,
      url: `http://127.0.0.1:${port}`,
      metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
      /** Of tenants, by slug. */
      ids,
      /** Of the application’s role, and of the superuser in the same database. */
      urls: { app: server.urls.app, admin: Object.assign(new URL(server.urls.admin), { pathname: '/palier' }).href },
      /** A service of the product, in this process. */
      get: (token) => app.get(token, { strict: false }),
      /** Of the API that was started last. */
      apiPid: () => api.pid,
      killApi,
      /** Starts the API again; resolves when it serves. */
      startApi,
      /** Starts another API beside it. @returns its URL */
      startAnotherApi: async () => {
        const url = `http://127.0.0.1:${await freePort()}`;
        // Tokens are those of the same issuer.
        const own = { PORT: new URL(url).port, PUBLIC_URL: `http://127.0.0.1:${port}` };
        const another = await start('api', { ...env, ...own }, 'Palier serves');
        parts.unshift(() => stop(another, 'SIGKILL'));
        return url;
      },
      delete: (slug) => app.get(Tenants).delete(slug, undefined, 1),
      purge: (slug) => app.get(Purges).begin(slug),
      purgeOf: (slug) => app.get(Purges).of(slug),
      startWorker: async () => {
        const worker = await start('worker', env, 'Palier works');
        parts.unshift(() => stop(worker, 'SIGTERM'));
        return worker;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function asSuperuser(connectionString, sql) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
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

/** Starts a process of the product; resolves when it has printed that it is ready. */
async function start(name, env, ready) {
  const child = spawn(process.execPath, [join(root, 'dist', 'apps', name, 'main.js')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      printed += data;
      if (printed.includes(ready)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`apps/${name} ended with ${code}:\n${printed}`)));
  });
  return child;
}

async function stop(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
