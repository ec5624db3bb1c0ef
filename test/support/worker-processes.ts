import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { masterKey, type TestApp } from './test-app.js';
import { until } from './until.js';

/** Compiled workers in processes of their own, over the database and the storage of an API. */
export class WorkerProcesses {
  private readonly children: ChildProcess[] = [];

  private constructor(
    private readonly api: TestApp,
    /** A connection of the administrator. */
    readonly admin: pg.Client,
    private readonly settings: NodeJS.ProcessEnv,
  ) {}

  /** @param settings of the workers, beside those of the API */
  static async of(api: TestApp, settings: NodeJS.ProcessEnv = {}): Promise<WorkerProcesses> {
    return new WorkerProcesses(api, await connected(api), settings);
  }

  /** Another connection of the administrator, for whoever called to end. */
  connect(): Promise<pg.Client> {
    return connected(this.api);
  }

  start(): ChildProcess {
    const { PATH } = process.env;
    const { api } = this;
    const env = { PATH, DATABASE_URL: api.database.appUrl, PALIER_DATA_DIR: api.dataDir, LOG_LEVEL: 'silent' };
    const args = ['test/support/worker-child.mjs', 'able'];
    const child = spawn(process.execPath, args, {
      env: { ...env, ...this.settings, PALIER_MASTER_KEY: masterKey },
      stdio: 'ignore',
    });
    this.children.push(child);
    return child;
  }

  /** Kills a worker with -9, once it waits for a table that is locked from before it starts until after it is dead. */
  async killOneAt(table: string, mode: 'exclusive' | 'access exclusive'): Promise<void> {
    // Autovacuum may wait, too.
    const waits = `select pid from pg_locks join pg_stat_activity using (pid)
      where relation = '${table}'::regclass and not granted and backend_type = 'client backend'`;
    const isAwaited = async () => (await this.admin.query(waits)).rows.length > 0;
    const holder = await this.connect();
    try {
      await holder.query('begin');
      await holder.query(`lock table ${table} in ${mode} mode`);
      const worker = this.start();
      await until(isAwaited);
      await this.kill(worker);
      // Else each of its backends waits until its own timeout, that of `analytics.collect_subjects` for minutes.
      await this.admin.query(`select pg_terminate_backend(pid) from (${waits}) w`);
      await until(async () => !(await isAwaited()));
    } finally {
      await holder.end();
    }
  }

  /** Kills a worker with -9. */
  async kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async killAll(): Promise<void> {
    for (const child of this.children.splice(0)) await this.kill(child);
  }

  async close(): Promise<void> {
    await this.killAll();
    await this.admin.end();
  }
}

async function connected(api: TestApp): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: api.database.adminUrl });
  await client.connect();
  return client;
}
