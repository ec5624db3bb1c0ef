import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPort, lastingPort } from '../support/lasting-port.js';
import { type LinkName, Links } from './links.js';
import { type Nginx, startNginx } from './nginx.js';
import { type PgBouncer, startPgBouncer } from './pgbouncer.js';
import { type Postgres, startPostgres } from './postgres.js';
import { type Api, type ProductProcess, palier, startApi, startWorker } from './product.js';
import { type Redises, startRedises } from './redises.js';
import { type Replica, startReplica } from './replica.js';

export interface StackOptions {
  /** How many API processes; 1 by default, of several all but the first listen on ports of their own. */
  apis?: number;
  /** How many workers; none by default. */
  workers?: number;
  /** The program of the workers, where they have jobs besides the product's. */
  workerProgram?: string;
  /** `none` by default. With one there is another Redis, of the cache. */
  redis?: Redises['kind'];
  /** Whether connections go through a PgBouncer. */
  pooler?: boolean;
  /** Whether an nginx is before the APIs. */
  nginx?: boolean;
  /** Whether nginx asks the first API for sign-in, and the others for all else. */
  pools?: boolean;
  /** Whether a replica of PostgreSQL takes reads. */
  replica?: boolean;
  /** The port of nginx, or of the API without it; a free one by default. */
  port?: number;
  /** Settings of every process, before those that name the servers. */
  env?: Readonly<Record<string, string>>;
  /** The directory of its files, which must not exist; by default a temporary one. Removed at the end. */
  directory?: string;
  /** The directory of PostgreSQL's files, where it is another one. */
  postgresDirectory?: string;
  /** Between which parts proxies stand, whose connections can be disturbed; none by default. */
  links?: readonly LinkName[];
}

/** Servers and processes of the product on loopback, which end with `stop`, and with this process. */
export interface Stack {
  /** Of nginx, or of the API without it. */
  readonly url: string;
  /** The settings that every process has, for others beside them and for `palier`. */
  readonly env: Readonly<Record<string, string>>;
  readonly postgres: Postgres;
  readonly pooler: PgBouncer | undefined;
  readonly nginx: Nginx | undefined;
  readonly replica: Replica | undefined;
  readonly redises: Redises;
  readonly links: Links;
  readonly apis: readonly Api[];
  readonly workers: readonly ProductProcess[];
  /**
   * Starts an API again that has ended, at the same address, or one more, which nginx does not know.
   *
   * @param n its index in `apis`
   * @param more settings that differ from the others'
   */
  startApi(n: number, more?: Readonly<Record<string, string>>): Promise<Api>;
  /** The same for a worker. */
  startWorker(n: number, more?: Readonly<Record<string, string>>): Promise<ProductProcess>;
  /** Runs `palier` to its end; its output. */
  palier(...args: string[]): Promise<string>;
  /** Ends each process as an operator does and starts it again before the next one. @param said is told what was replaced */
  restart(said?: (what: string) => void): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the servers, then applies the migrations, runs `prepare`, and starts the processes. */
export async function startStack(
  options: StackOptions = {},
  prepare: (stack: Pick<Stack, 'env' | 'postgres'>) => Promise<void> = async () => {},
): Promise<Stack> {
  if (options.port) keepPort(options.port);
  const parts: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    for (const part of parts.splice(0)) await part().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  const ending = <T extends { stop(): Promise<unknown> }>(part: T): T => {
    parts.unshift(() => part.stop());
    return part;
  };
  try {
    const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'palier-stack-'));
    parts.unshift(() => rm(directory, { recursive: true, force: true }));
    for (const folder of ['', 'logs', 'data', 'data/storage']) mkdirSync(join(directory, folder), { recursive: true });
    // As root PostgreSQL and nginx run under other accounts.
    for (const folder of ['', 'data', 'data/storage']) chmodSync(join(directory, folder), 0o755);
    const links = ending(new Links(options.links ?? []));
    const postgres = ending(await startPostgres(options.postgresDirectory ?? join(directory, 'postgres')));
    const databaseUrl = await links.through('pooler-postgres', postgres.urls.app);
    const pooler = options.pooler ? ending(await startPgBouncer({ databaseUrl })) : undefined;
    const redises = ending(await startRedises(options.redis ?? 'none'));
    const port = options.port ?? (await lastingPort());
    const env: Record<string, string> = {
      PALIER_DATA_DIR: join(directory, 'data'),
      PALIER_MASTER_KEY: randomBytes(32).toString('base64url'),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...options.env,
      DATABASE_URL: pooler?.url ?? postgres.urls.app,
      ...(pooler && { DATABASE_DIRECT_URL: postgres.urls.app }),
      ...redises.settings,
    };
    await palier({ ...env, DATABASE_OWNER_URL: postgres.urls.owner }, 'database', 'migrate');
    await prepare({ env, postgres });
    const adminUrl = Object.assign(new URL(postgres.urls.admin), { pathname: '/palier' }).href;
    const primary = { adminUrl, appUrl: postgres.urls.app };
    const replica = options.replica ? ending(await startReplica({ primary })) : undefined;
    if (replica) Object.assign(env, { DATABASE_READ_URL: replica.url });
    if (options.nginx) Object.assign(env, { TRUSTED_PROXIES: '127.0.0.1', STORAGE_ACCEL_PATH: '/_palier_storage' });
    const [ofApis, ofWorkers] = await Promise.all([through(links, env, apiLinks), through(links, env, workerLinks)]);
    const apis: Api[] = [];
    const workers: ProductProcess[] = [];
    // As Ctrl-C does: at once.
    parts.unshift(() => Promise.all([...apis, ...workers].map((each) => each.end('SIGINT'))));
    const logOf = (name: string) => ({ log: join(directory, 'logs', `${name}.log`) });
    const ports = async () => ({ METRICS_PORT: String(await lastingPort()) });
    const startOneApi: Stack['startApi'] = async (n, more) => {
      const at = options.nginx || n > 0 ? {} : { PORT: String(port) };
      const own = { ...env, ...ofApis, ...(apis[n]?.env ?? { ...at, ...(await ports()) }), ...more };
      apis[n] = await startApi(own, logOf(`api-${n + 1}`));
      return apis[n];
    };
    const startOneWorker: Stack['startWorker'] = async (n, more) => {
      const own = { ...env, ...ofWorkers, ...(workers[n]?.env ?? (await ports())), ...more };
      workers[n] = await startWorker(own, { ...logOf(`worker-${n + 1}`), program: options.workerProgram });
      return workers[n];
    };
    for (let n = 0; n < (options.apis ?? 1); n += 1) await startOneApi(n);
    for (let n = 0; n < (options.workers ?? 0); n += 1) await startOneWorker(n);
    const urls = await Promise.all(apis.map(({ url }) => links.through('nginx-api', url)));
    const [others, authPool] = options.pools ? [urls.slice(1), urls.slice(0, 1)] : [urls];
    const storage = join(directory, 'data', 'storage');
    const nginx = options.nginx ? ending(await startNginx(others, { storage, port, authPool })) : undefined;
    return {
      url: `http://127.0.0.1:${port}`,
      env,
      postgres,
      pooler,
      nginx,
      replica,
      redises,
      links,
      apis,
      workers,
      startApi: startOneApi,
      startWorker: startOneWorker,
      palier: (...args) => palier(env, ...args),
      async restart(said = () => {}) {
        for (const [n, { end }] of apis.entries()) {
          await end('SIGTERM');
          await startOneApi(n);
          said(`api-${n + 1}`);
        }
        for (const [n, { end }] of workers.entries()) {
          await end('SIGTERM');
          await startOneWorker(n);
          said(`worker-${n + 1}`);
        }
      },
      stop,
    };
  } catch (error) {
    // What that fails with follows from the error.
    await stop().catch(() => {});
    throw error;
  }
}

/** The links by which a process reaches what a setting names. */
const apiLinks: Readonly<Record<string, LinkName>> = {
  DATABASE_URL: 'api-pooler',
  REDIS_URL: 'api-redis',
  REDIS_CACHE_URL: 'api-cache',
  STORAGE_URL: 'api-storage',
};
const workerLinks: Readonly<Record<string, LinkName>> = { REDIS_URL: 'worker-redis' };

/** These settings, each with the URL of the proxy before its server. */
async function through(links: Links, env: Readonly<Record<string, string>>, names: typeof apiLinks) {
  const pairs = Object.entries(names).flatMap(([setting, name]) => {
    const url = env[setting];
    return url ? [links.through(name, url).then((to) => [setting, to] as const)] : [];
  });
  return Object.fromEntries(await Promise.all(pairs));
}
