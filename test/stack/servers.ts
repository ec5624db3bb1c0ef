import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { findProgram, plainAccount, startProcess } from './server-process.js';

/** A server that a test may need and a machine may lack. */
export type Program = 'redis-server' | 'pgbouncer';

/** nobody and nogroup, on Debian as on most. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/**
 * `describe` where these servers are installed. Where one is missing the tests are skipped under a
 * title that names it; with `REQUIRE_SERVERS=1`, as in CI, it is thrown instead.
 */
export function needs(...programs: Program[]): (title: string, tests: () => void) => void {
  const missing = programs.filter((program) => !findProgram(program));
  if (missing.length === 0) return describe;
  const reason = `${missing.join(' and ')} is not installed`;
  if (process.env.REQUIRE_SERVERS === '1') throw new Error(`${reason}, and REQUIRE_SERVERS=1 asks for it.`);
  return (title, tests) => describe.skip(`${title} (skipped: ${reason})`, tests);
}

/** A redis-server on a loopback port. */
export interface RedisServer {
  url: string;
  port: number;
  /** The id of the current process: `restart` changes it. */
  readonly pid: number;
  /** Freezes it (SIGSTOP): connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Kills it, as a crash. */
  kill(): Promise<void>;
  /** Ends it, and removes its directory unless that was given. */
  stop(): Promise<void>;
  /** Starts it again with the same port, settings and directory; kills the running one first. */
  restart(): Promise<void>;
}

interface RedisOptions {
  /** Directives of redis.conf, such as `{ appendonly: 'yes' }`; by default nothing is persisted. */
  config?: Readonly<Record<string, string>>;
  /** The directory of its files; by default a temporary one. */
  dir?: string;
  /** By default a free one. */
  port?: number;
}

/** Starts a Redis and resolves when it answers. */
export async function startRedis({ config = {}, dir, port: wanted }: RedisOptions = {}): Promise<RedisServer> {
  const port = wanted ?? (await lastingPort());
  const folder = dir ?? mkdtempSync(join(tmpdir(), 'palier-redis-'));
  const directives = { bind: '127.0.0.1', port: String(port), dir: folder, save: '', appendonly: 'no', ...config };
  const command = [
    findProgram('redis-server') ?? 'redis-server',
    ...Object.entries(directives).flatMap(([name, value]) => [`--${name}`, value]),
  ];
  const start = () => startProcess(command, () => pings(port));
  let running = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return running.pid;
    },
    freeze: () => running.signal('SIGSTOP'),
    thaw: () => running.signal('SIGCONT'),
    kill: () => running.end('SIGKILL'),
    async stop() {
      await running.end('SIGTERM');
      if (!dir) rmSync(folder, { recursive: true, force: true });
    },
    async restart() {
      await running.end('SIGKILL');
      running = await start();
    },
  };
}

/** A PgBouncer on a loopback port. */
export interface PgBouncer {
  /** `databaseUrl` through it: the same user, password and database. */
  url: string;
  port: number;
  /** Kills it, as a crash. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

interface PgBouncerOptions {
  /** The server behind it, and the one user that it accepts, who may also use its console. */
  databaseUrl: string;
  /** Server connections per user and database. */
  poolSize: number;
  mode: 'session' | 'transaction' | 'statement';
}

/** Starts a PgBouncer before the server of a URL; it serves every database of that server. */
export async function startPgBouncer({ databaseUrl, poolSize, mode }: PgBouncerOptions): Promise<PgBouncer> {
  const { hostname, port: serverPort, username, password } = new URL(databaseUrl);
  const port = await lastingPort();
  const folder = mkdtempSync(join(tmpdir(), 'palier-pgbouncer-'));
  const settings = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  writeFileSync(users, `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`);
  writeFileSync(
    settings,
    `[databases]
* = host=${hostname} port=${serverPort || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
admin_users = ${decodeURIComponent(username)}
pool_mode = ${mode}
default_pool_size = ${poolSize}
max_client_conn = 1000
`,
  );
  // It refuses to run as root, and must be able to read its files.
  const account = plainAccount(NOBODY);
  chmodSync(folder, 0o755);
  if (account.uid) for (const file of [folder, settings, users]) chownSync(file, NOBODY.uid, NOBODY.gid);
  const running = await startProcess([findProgram('pgbouncer') ?? 'pgbouncer', settings], () => accepts(port), account);
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    port,
    kill: () => running.end('SIGKILL'),
    async stop() {
      await running.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a Redis answers there, and has loaded its data. */
async function pings(port: number): Promise<boolean> {
  const answer = await firstAnswer(port, 'PING\r\n');
  return /^(\+PONG|-NOAUTH)/.test(answer ?? '');
}

/** Whether anything listens there. */
async function accepts(port: number): Promise<boolean> {
  return (await firstAnswer(port)) !== undefined;
}

/** The first bytes that a server answers to `sent`; '' once it has accepted, when nothing is sent. */
function firstAnswer(port: number, sent?: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (sent ? socket.write(sent) : end('')));
    const end = (answer: string | undefined) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(undefined));
    socket.once('data', (data) => end(String(data)));
    socket.once('error', () => end(undefined));
  });
}
