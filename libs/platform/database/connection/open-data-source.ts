import type { ClientBase, Pool } from 'pg';
import { DataSource } from 'typeorm';
import { scopeStatements } from '../transaction/scope.js';
import { type EntityClass, knownEntities } from './entity-list.js';
import { asProblem } from './failures.js';

export interface ConnectionOptions {
  /** As the application's role. */
  url: string;
  /** The most connections that this process holds. */
  poolSize: number;
  /** Milliseconds after which the server cancels a statement. */
  statementTimeoutMs: number;
  /** Milliseconds after which a statement stops waiting for a lock. */
  lockTimeoutMs: number;
  /** By default every entity that the loaded modules declared. */
  entities?: readonly EntityClass[];
}

/** Milliseconds that a caller waits for a connection before `database_unavailable`. */
const CONNECT_TIMEOUT_MS = 5000;
/** Milliseconds past the statement timeout after which a silent server counts as lost. */
const SILENCE_MS = 5000;

/**
 * Opens TypeORM's data source, and with it the one pool that named statements use as well.
 *
 * @throws Problem `database_unavailable` when the server cannot be reached.
 */
export async function openDataSource(options: ConnectionOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...(options.entities ?? knownEntities())],
    poolSize: options.poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'palier',
    installExtensions: false,
    // A connection that dies while idle is replaced by the pool at its next use.
    poolErrorHandler: () => {},
    extra: {
      pipeline: true,
      onConnect: prepareConnection,
      keepAlive: true,
      idleTimeoutMillis: 60_000,
      maxLifetimeSeconds: 3600,
      statement_timeout: options.statementTimeoutMs,
      lock_timeout: options.lockTimeoutMs,
      idle_in_transaction_session_timeout: 2 * options.statementTimeoutMs,
      query_timeout: options.statementTimeoutMs + SILENCE_MS,
    },
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    throw asProblem(error);
  }
  return dataSource;
}

/** Before a connection's first use. */
async function prepareConnection(client: ClientBase): Promise<void> {
  // pg-pool listens for errors while a connection is idle; without this, one lost in use ends the process.
  client.on('error', () => {});
  for (const { name, text } of Object.values(scopeStatements)) await client.query({ name, text, values: ['', ''] });
}

/** The pool inside TypeORM's driver. */
export function poolOf(dataSource: DataSource): Pool {
  const driver: { master?: Pool } = dataSource.driver as object;
  if (!driver.master) throw new Error('The data source is not connected.');
  return driver.master;
}
