import pg, { type Pool } from 'pg';

/** Milliseconds after which a server without an answer to a statement counts as lost. */
const SILENCE_MS = 60_000;

/**
 * A separate pool for a library with its own SQL; the statements of Palier go through `Database`.
 * Connections open when they are needed. The caller ends the pool.
 *
 * @param url as the application's role, not through a pooler in transaction mode
 * @param max the most connections
 * @param schema the search path
 */
export function openPool(url: string, { max, schema }: { max: number; schema: string }): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    options: `-c search_path=${schema}`,
    application_name: `palier ${schema}`,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    query_timeout: SILENCE_MS,
  });
  // A connection that is lost while idle is replaced at its next use; one that is lost in use fails its statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
