import { mkdirSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startEmbedded } from '#platform/database';
import { lastingPort } from '../support/lasting-port.js';
import { until } from '../support/until.js';
import { accepts, plainAccount, type ServerProcess, startProcess } from './server-process.js';

/** An embedded PostgreSQL that can be killed and started again at the same address. */
export interface Postgres {
  /** Of the application's role, of the owner of the tables, and of the superuser in the database `postgres`. */
  readonly urls: { readonly app: string; readonly owner: string; readonly admin: string };
  readonly port: number;
  /** The directory of its files. */
  readonly cluster: string;
  /** PostgreSQL's share directory, with `extension/`. */
  readonly shareDirectory: string;
  /** Of the current server: `start` changes it. */
  readonly pid: number;
  /** Ends it as an operator does: open transactions are rolled back. */
  shutDown(): Promise<void>;
  /** Kills it, as a crash. */
  kill(): Promise<void>;
  /** Starts it again, once nothing of the former server runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  shared_preload_libraries: 'pg_stat_statements',
};

/**
 * Starts it with the roles and the database of a first start, and no tables.
 *
 * @param directory made where it is missing; as root, each folder above it must be open to others
 * @param more settings of postgresql.conf
 */
export async function startPostgres(directory: string, more: Readonly<Record<string, string>> = {}): Promise<Postgres> {
  mkdirSync(directory, { recursive: true });
  const made = await startEmbedded(directory, () => {});
  await made.stop();
  const port = await lastingPort();
  const cluster = join(directory, 'postgres');
  const { uid, gid } = statSync(cluster);
  const program = join(dirname(dirname(made.shareDirectory)), 'bin', 'postgres');
  const options = Object.entries({ ...settings, ...more, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const launch = () =>
    startProcess([program, '-D', cluster, ...options], (printed) => /ready to accept connections/.test(printed), {
      ...plainAccount({ uid, gid }),
      deathSignal: 'INT',
    });
  let running: ServerProcess = await launch();
  const gone = () => until(() => !worksIn(cluster));
  return {
    urls: {
      app: at(made.urls.app, port),
      owner: at(made.urls.owner, port),
      admin: at(made.urls.admin, port),
    },
    port,
    cluster,
    shareDirectory: made.shareDirectory,
    get pid() {
      return running.pid;
    },
    async shutDown() {
      await running.end('SIGINT');
      await gone();
    },
    async kill() {
      await running.end('SIGKILL');
    },
    async start() {
      await gone();
      running = await launch();
      await until(() => accepts(port));
    },
    async stop() {
      await running.end('SIGINT');
      await gone();
    },
  };
}

function at(url: string, port: number): string {
  return Object.assign(new URL(url), { port: String(port) }).href;
}

/** Whether a process runs in this directory: those of a killed server end a moment after it. */
function worksIn(directory: string): boolean {
  return readdirSync('/proc').some((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === directory;
    } catch {
      return false;
    }
  });
}
