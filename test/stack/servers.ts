import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { findProgram, firstAnswer, startProcess } from './server-process.js';

/** A program, a server most often, that a test may need and a machine may lack. */
export type Program =
  | 'redis-server'
  | 'pgbouncer'
  | 'nginx'
  | 'versitygw'
  | 'openssl'
  | 'curl'
  | 'unzip'
  | 'jq'
  | 'chromium'
  | 'promtool'
  | 'prometheus'
  | 'amtool'
  | 'prometheus-alertmanager'
  | 'faketime'
  | 'kubectl';

/**
 * `describe` where these programs are installed. Where one is missing the tests are skipped under a
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
  /** A configuration file that is read first, as those in docker/redis. */
  file?: string;
  /** The directory of its files; by default a temporary one. */
  dir?: string;
  /** By default a free one. */
  port?: number;
}

/** Starts a Redis and resolves when it answers. */
export async function startRedis({ config, file, dir, port: wanted }: RedisOptions = {}): Promise<RedisServer> {
  const port = wanted ?? (await lastingPort());
  const folder = dir ?? mkdtempSync(join(tmpdir(), 'palier-redis-'));
  const persistence = file ? {} : { save: '', appendonly: 'no' };
  const directives = { bind: '127.0.0.1', port: String(port), dir: folder, ...persistence, ...config };
  const command = [
    findProgram('redis-server') ?? 'redis-server',
    ...(file ? [resolve(file)] : []),
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
    async kill() {
      await running.end('SIGKILL');
    },
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

/** Whether a Redis answers there, and has loaded its data. */
async function pings(port: number): Promise<boolean> {
  const answer = await firstAnswer(port, 'PING\r\n');
  return /^(\+PONG|-NOAUTH)/.test(answer ?? '');
}
