import pg, { type Pool } from 'pg';

/** Milliseconds after which a server that does not answer a statement counts as lost. */
const SILENCE_MS = 60_000;

/**
 * A pool apart from the platform’s own, for a library that brings its statements; those of the deployment
 * go through `Database`. Connections open when they are needed. The caller ends it.
 *
 * @param url as the application's role, past a pooler in transaction mode
 * @param max the most connections that it holds
 * @param schema where unqualified names are looked up
 */
export function openPool(url: string, { max, schema }: { max: number; schema: string }): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    // All workers send their LISTEN on one connection, without waiting for each other.
    pipeline: true,
    options: `-c search_path=${schema}`,
    application_name: `palier ${schema}`,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    query_timeout: SILENCE_MS,
  });
  // A connection that dies while idle is replaced at its next use; one that dies in use fails its statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
