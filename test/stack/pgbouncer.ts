import { chmodSync, chownSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { accepts, plainAccount, startProcess } from './server-process.js';

/** A PgBouncer on a loopback port. */
export interface PgBouncer {
  /** `databaseUrl` through it: the same user, password and database. */
  url: string;
  port: number;
  /** Of the current process: `restart` changes it. */
  readonly pid: number;
  /** Freezes it (SIGSTOP): connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Kills it, as a crash. */
  kill(): Promise<void>;
  /** Starts it again at the same address; kills the running one first. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface PgBouncerOptions {
  /** The URL, of palier_app, of a database on the server behind it; it serves every database of that server. */
  databaseUrl: string;
  /** Settings that differ from the shipped ones. */
  settings?: Readonly<Record<string, string>>;
  /** By default a free one. */
  port?: number;
}

/** nobody and nogroup, on Debian as on most. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** Starts a PgBouncer by the shipped script and the shipped settings, on an address and with files of its own. */
export async function startPgBouncer({
  databaseUrl,
  settings = {},
  port: wanted,
}: PgBouncerOptions): Promise<PgBouncer> {
  const port = wanted ?? (await lastingPort());
  const folder = mkdtempSync(join(tmpdir(), 'palier-pgbouncer-'));
  const [ini, script] = [join(folder, 'pgbouncer.ini'), join(folder, 'start.sh')];
  const own = { listen_addr: '127.0.0.1', listen_port: String(port), auth_file: join(folder, 'users.txt') };
  writeFileSync(ini, shippedSettings(new URL(databaseUrl), { ...own, ...settings }));
  copyFileSync('docker/pgbouncer/start.sh', script);
  // It refuses to run as root, and must be able to read its files.
  const account = plainAccount(NOBODY);
  chmodSync(folder, 0o755);
  if (account.uid) for (const file of [folder, ini, script]) chownSync(file, NOBODY.uid, NOBODY.gid);
  // Not in the command: every user of the machine can read the arguments of a process.
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, DATABASE_URL: databaseUrl };
  const start = () => startProcess(['sh', script, ini], () => accepts(port), { ...account, env });
  let running = await start();
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    port,
    get pid() {
      return running.pid;
    },
    freeze: () => running.signal('SIGSTOP'),
    thaw: () => running.signal('SIGCONT'),
    async kill() {
      await running.end('SIGKILL');
    },
    async restart() {
      await running.end('SIGKILL');
      running = await start();
    },
    async stop() {
      await running.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** docker/pgbouncer/pgbouncer.ini, before another server and with some settings replaced. */
function shippedSettings(server: URL, settings: Readonly<Record<string, string>>): string {
  let text = readFileSync('docker/pgbouncer/pgbouncer.ini', 'utf8');
  const replace = (line: RegExp, by: string) => {
    if (!line.test(text)) throw new Error(`docker/pgbouncer/pgbouncer.ini has no line like ${line}.`);
    text = text.replace(line, by);
  };
  replace(/^\* = .*$/m, `* = host=${server.hostname} port=${server.port || 5432}`);
  for (const [name, value] of Object.entries(settings)) {
    replace(new RegExp(`^${name} = .*$`, 'm'), `${name} = ${value}`);
  }
  return text;
}
