import pg from 'pg';
import { until } from './until.js';

/** A transaction of a session of its own, which holds its locks until it ends; `await using` ends it with its block. */
interface HeldTransaction extends AsyncDisposable {
  run(sql: string): Promise<void>;
  /** Resolves once so many other sessions wait for it, or for one that does. */
  blocks(sessions?: number): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Begins a transaction as the superuser, and runs SQL in it. */
export async function heldTransaction(adminUrl: string, sql: string): Promise<HeldTransaction> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const run = async (text: string) => void (await client.query(text));
  await run(`begin; ${sql}`).catch(async (error) => {
    await client.end();
    throw error;
  });
  return {
    run,
    blocks: (sessions = 1) => until(async () => (await client.query(blocked)).rows.length >= sessions).then(() => {}),
    commit: () => run('commit'),
    rollback: () => run('rollback'),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

// Of pg_stat_activity a transaction sees what it saw first.
const blocked = `with recursive waiting (pid) as (
    select pg_backend_pid()
    union
    select l.pid from pg_locks l, waiting w where not l.granted and w.pid = any (pg_blocking_pids(l.pid)))
  select from waiting where pid <> pg_backend_pid()`;
