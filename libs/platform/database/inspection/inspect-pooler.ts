import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { withClient } from './with-client.js';

/** What stands between a URL and its PostgreSQL. */
export interface PoolerFacts {
  /** As the pooler's console says, `PgBouncer 1.18.0`; undefined where this role may not ask it. */
  version?: string;
  mode: 'session' | 'transaction' | 'statement';
  /** Whether a statement prepared on one server connection can be run on the next. */
  namedStatements: boolean;
}

/** Two clients may meet on different servers by chance while others work: seen once is proof, never seen is not. */
const ATTEMPTS = 3;

/**
 * Finds out by how it behaves.
 *
 * @returns undefined where nothing stands between: the server answers under the process number that it gave.
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

/** Has `other` hold the server connection that served `client`: only a session keeps its own through that. */
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
    // The one server connection that knows the statement is taken: this runs on another.
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

async function versionOf(url: string): Promise<string | undefined> {
  const console = Object.assign(new URL(url), { pathname: '/pgbouncer' }).href;
  try {
    return await withClient(console, async (client) => {
      const { rows } = await client.query<{ version: string }>('SHOW VERSION');
      return rows[0]?.version;
    });
  } catch {
    return undefined;
  }
}
