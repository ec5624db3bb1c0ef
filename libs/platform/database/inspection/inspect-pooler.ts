import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { withClient } from '../connection/with-client.js';

/** The pooler between a URL and its PostgreSQL. */
export interface PoolerFacts {
  /** From the console of the pooler, such as `PgBouncer 1.18.0`; undefined when this role may not use the console. */
  version?: string;
  mode: 'session' | 'transaction' | 'statement';
  /** Whether a statement prepared on one server connection can run on another. */
  namedStatements: boolean;
}

/** One observation is proof; several are tried, because other clients may take the server connections. */
const ATTEMPTS = 3;

/**
 * Detects a pooler by its behaviour.
 *
 * @returns undefined without a pooler: the backend's process id is the one that was sent at the connection's start.
 * @throws Problem `database_unavailable`, `database_refused`
 */
export function inspectPooler(url: string): Promise<PoolerFacts | undefined> {
  return withClient(url, async (client) => {
    const { processID }: { processID?: number } = client as object;
    if ((await backendOf(client)) === processID) return undefined;
    const version = await versionOf(url);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const seen = await withClient(url, (other) => swap(client, other));
      if (seen) return { version, ...seen };
    }
    return { version, mode: 'session', namedStatements: true };
  });
}

/** Makes `other` take the server connection of `client`, which is possible unless the pooler is in session mode. */
async function swap(client: Client, other: Client): Promise<Omit<PoolerFacts, 'version'> | undefined> {
  const name = `palier.doctor.${randomUUID()}`;
  const prepared = { name, text: 'SELECT pg_backend_pid() AS pid' };
  const { rows } = await client.query<{ pid: number }>(prepared);
  try {
    await other.query('BEGIN');
  } catch {
    return { mode: 'statement', namedStatements: false };
  }
  try {
    if ((await backendOf(other)) !== rows[0]?.pid) return undefined;
    // The server connection with the prepared statement is taken, so this runs on another.
    const known = await client.query(prepared).then(
      () => true,
      () => false,
    );
    await other.query(`DEALLOCATE "${name}"`).catch(() => {});
    return { mode: 'transaction', namedStatements: known };
  } finally {
    await other.query('ROLLBACK');
  }
}

async function backendOf(client: Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}

/** Of a PgBouncer, as far as it says: undefined where it is none, or this role may not use its console. */
export interface PoolerLimits {
  /** How many connections of clients it admits. */
  readonly clients: number | undefined;
  /** How many connections to PostgreSQL it opens for one role and database, at most. */
  readonly servers: number | undefined;
}

/** Asks the console of the PgBouncer behind a URL. */
export async function poolerLimits(url: string): Promise<PoolerLimits> {
  const rows = await askConsole<{ key: string; value: string }>(url, 'SHOW CONFIG');
  const limitOf = (name: string) => Number(rows.find(({ key }) => key === name)?.value) || 0;
  const pool = limitOf('default_pool_size') + limitOf('reserve_pool_size');
  const servers = Math.min(pool, limitOf('max_db_connections') || pool, limitOf('max_user_connections') || pool);
  return { clients: limitOf('max_client_conn') || undefined, servers: servers || undefined };
}

async function versionOf(url: string): Promise<string | undefined> {
  return (await askConsole<{ version: string }>(url, 'SHOW VERSION'))[0]?.version;
}

/** What the console of a PgBouncer answers; nothing where there is none, or it is closed to this role. */
async function askConsole<Row extends object>(url: string, command: string): Promise<Row[]> {
  const console = Object.assign(new URL(url), { pathname: '/pgbouncer' }).href;
  return withClient(console, async (client) => (await client.query<Row>(command)).rows).catch(() => []);
}
