// A stack of the scale step on this machine, with what the scenarios need, and the processor time of its parts.
import 'reflect-metadata';
import '../../test/support/sources.mjs';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { openSession } from '../../dist/apps/cli/session.js';
import { seed } from '../seed.mjs';
import { Processor } from './processor.mjs';

const { startStack } = await import('../../test/stack/stack.ts');
/** Lines of a log and limits of one address are not what is measured. */
const env = { LOG_LEVEL: 'error', RATE_LIMIT_REQUESTS: '1000000000' };

/**
 * @param {object[]} plans the scenarios that will run on it
 * @param options `directory` and `password` as `seed` takes them; `apis` how many, `redis` of which kind
 */
export async function openStack(plans, { apis = 1, redis = 'single', short, directory, password, say }) {
  const parts = [];
  const close = async () => {
    for (const part of parts.splice(0)) await part();
  };
  const ending = (end) => parts.unshift(end);
  try {
    const web = createServer().listen(0, '127.0.0.1');
    await once(web, 'listening');
    ending(() => web.close().closeAllConnections());
    const stack = await startStack({
      ...{ apis, redis, workers: 1, workerProgram: 'k6/coefficients/feed-worker.mjs', pooler: true, nginx: true },
      env: { ...env, FEED_PORT: String(web.address().port) },
    });
    ending(() => stack.stop());
    const admin = Object.assign(new URL(stack.postgres.urls.admin), { pathname: '/palier' }).href;
    const database = new pg.Client({ connectionString: admin });
    await database.connect();
    ending(() => database.end());
    await seed(plans, { url: stack.url, env: stack.env, short, directory, password, say });
    const session = await openSession({ ...stack.env, METRICS_PORT: '0', LOG_LEVEL: 'warn' });
    ending(() => session.close());
    // Plans are those of empty tables until autovacuum comes by.
    await database.query('vacuum analyze');
    const sql = async (text, values) => (await database.query(text, values)).rows;
    return {
      ...{ stack, web, close, sql, url: stack.url },
      /** A service of the product, in this process. */
      get: (token) => session.app.get(token, { strict: false }),
      processor: new Processor(pidsOf(stack)),
      /** Bytes on disk: of the tables in a schema, or of the whole database where none is named, and of files. */
      bytes: async (schema) => (await tableBytes(sql, schema)) + fileBytes(join(stack.env.PALIER_DATA_DIR, 'storage')),
    };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
}

/** The processes of a stack that are there now, by part. */
function pidsOf({ apis, workers, postgres, pooler, nginx, redises: { cache, single, sentinels } }) {
  const redises = [cache, single, ...(sentinels?.nodes ?? []), ...(sentinels?.watchers ?? [])];
  const pids = (processes) => processes.filter(Boolean).map(({ pid }) => pid);
  return {
    api: pids(apis),
    database: pids([postgres]),
    jobs: pids([...workers, ...redises]),
    proxies: pids([nginx, pooler]),
  };
}

async function tableBytes(sql, schema) {
  const [{ bytes }] = schema
    ? await sql(
        `select sum(pg_total_relation_size(oid))::float8 as bytes from pg_class
         where relkind = 'r' and relnamespace = $1::regnamespace`,
        [schema],
      )
    : await sql('select pg_database_size(current_database())::float8 as bytes');
  return bytes;
}

function fileBytes(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
