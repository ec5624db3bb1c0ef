import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { runSqlAlone } from '../support/sql.js';
import { until } from '../support/until.js';
import { copyCluster } from './copy-cluster.js';
import { plainAccount, type ServerProcess, startProcess } from './server-process.js';

/** A streaming replica of a PostgreSQL of this machine, on a loopback port. */
export interface Replica {
  /** `appUrl` of the primary, there. */
  readonly url: string;
  /** `adminUrl` of the primary, there. */
  readonly adminUrl: string;
  readonly port: number;
  /** The process id of its postmaster, which `restart` changes. */
  readonly pid: number;
  /** Stops the replay until `resume`: what the primary commits is received and not visible. Resolves once it has stopped. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Replays each commit this many milliseconds after the primary made it; 0 for at once. */
  delay(ms: number): Promise<void>;
  /** Freezes all its processes (SIGSTOP): connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Makes it a primary of its own. */
  promote(): Promise<void>;
  /** Resolves once it has replayed what the primary has written by now. */
  caughtUp(): Promise<void>;
  /** Kills it, as a crash. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port; kills the running one first. */
  restart(): Promise<void>;
  /** Ends it, and removes its data and its replication slot. */
  stop(): Promise<void>;
}

interface ReplicaOptions {
  /** URLs of one database: of the superuser, and of palier_app. The server's data is on this machine. */
  primary: { readonly adminUrl: string; readonly appUrl: string };
  /** Settings of PostgreSQL, over those that a replica takes from its primary. */
  settings?: Readonly<Record<string, string>>;
}

/** A replica needs at least the primary's value of each but the last, which its extensions need. */
const TAKEN = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
  'shared_preload_libraries',
];
const facts = `
  SELECT (SELECT setting FROM pg_config WHERE name = 'BINDIR') AS programs,
         json_object_agg(name, setting) AS taken
  FROM pg_settings WHERE name IN (${TAKEN.map((name) => `'${name}'`)})`;

/**
 * Copies a running PostgreSQL and resolves when the copy answers as its streaming replica. It ends with this process, also
 * when that is killed.
 *
 * @throws Error with what it printed when it does not start; in one sentence when a setting is lower than the primary's.
 */
export async function startReplica({ primary: { adminUrl, appUrl }, settings = {} }: ReplicaOptions): Promise<Replica> {
  const [primary] = await runSqlAlone<{ programs: string; taken: Record<string, string> }>(adminUrl, facts);
  const port = await lastingPort();
  const slot = `replica_${port}`;
  const there = (url: string) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href;
  const admin = <Row extends object>(sql: string) => runSqlAlone<Row>(there(adminUrl), sql);
  const remove = async (folder?: string) => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    const drop = `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '${slot}'`;
    // The primary notices a moment later that nobody uses the slot; it may be gone itself.
    await until(() => runSqlAlone(adminUrl, drop).then(Boolean, ({ code }) => code !== '55006'));
  };

  const folder = await copyCluster(adminUrl, slot).catch((error) => remove().then(() => Promise.reject(error)));
  const own = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) };
  const command = [join(primary?.programs ?? '', 'postgres'), '-D', folder];
  for (const [name, value] of Object.entries({ ...primary?.taken, ...settings, ...own })) {
    command.push('-c', `${name}=${value}`);
  }
  const account = plainAccount(statSync(folder));
  const start = () => startProcess(command, () => admin('SELECT 1').then(Boolean, () => false), account);
  let running: ServerProcess;
  try {
    running = await start();
  } catch (error) {
    await remove(folder);
    throw tooLow(error);
  }
  const freezer = new Freezer();
  const kill = async () => {
    const backends = childrenOf(running.pid);
    await running.end('SIGKILL');
    freezer.thaw();
    await until(() => backends.every((pid) => !runs(pid)));
  };
  return {
    url: there(appUrl),
    adminUrl: there(adminUrl),
    port,
    get pid() {
      return running.pid;
    },
    async pause() {
      await admin('SELECT pg_wal_replay_pause()');
      await until(async () => (await admin(`SELECT WHERE pg_get_wal_replay_pause_state() = 'paused'`)).length > 0);
    },
    resume: async () => void (await admin('SELECT pg_wal_replay_resume()')),
    async delay(ms) {
      await admin(`ALTER SYSTEM SET recovery_min_apply_delay = '${ms}ms'`);
      await admin('SELECT pg_reload_conf()');
    },
    freeze: () => freezer.freeze(running.pid),
    thaw: () => freezer.thaw(),
    promote: async () => void (await admin('SELECT pg_promote()')),
    async caughtUp() {
      const [at] = await runSqlAlone<{ lsn: string }>(adminUrl, 'SELECT pg_current_wal_insert_lsn() AS lsn');
      await until(async () => (await admin(`SELECT WHERE pg_last_wal_replay_lsn() >= '${at?.lsn}'`)).length > 0);
    },
    kill,
    async restart() {
      await kill();
      running = await start();
    },
    async stop() {
      freezer.thaw();
      // A fast shutdown: SIGTERM alone waits until the clients have left.
      running.signal('SIGINT');
      await running.end('SIGTERM');
      await remove(folder);
    },
  };
}

/** PostgreSQL says which in two lines of its log. */
function tooLow(error: unknown): unknown {
  const line = /DETAIL: +(\w+) = (\d+) is a lower setting than on the primary server, where its value was (\d+)/;
  const [, name, is, least] = line.exec(error instanceof Error ? error.message : '') ?? [];
  if (!name) return error;
  const said = `A replica with ${name} = ${is} never becomes ready, because its primary has ${least}: give it ${least} or more.`;
  return new Error(said, { cause: error });
}

/** Freezes a server; where this process ends meanwhile, what it froze is killed, since frozen processes notice no end of their parent. */
class Freezer {
  private pids: number[] = [];
  private guard: ReturnType<typeof spawn> | undefined;

  freeze(postmaster: number): void {
    this.thaw();
    // First the postmaster, which then starts no more of the others.
    process.kill(postmaster, 'SIGSTOP');
    this.pids = [postmaster, ...childrenOf(postmaster)];
    for (const pid of this.pids) process.kill(pid, 'SIGSTOP');
    const whenAlone = `cat >/dev/null; kill -KILL ${this.pids.join(' ')}`;
    this.guard = spawn('sh', ['-c', whenAlone], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  }

  thaw(): void {
    this.guard?.kill('SIGKILL');
    this.guard?.stdin?.destroy();
    this.guard = undefined;
    for (const pid of this.pids.splice(0).filter(runs)) process.kill(pid, 'SIGCONT');
  }
}

/** None of a process that has ended. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}

/** A zombie, dead but not yet collected by its parent, does not. */
function runs(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
