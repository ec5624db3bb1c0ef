import type { ClientBase, Pool } from 'pg';
import { DataSource } from 'typeorm';
import { ScopeMessages } from '../transaction/scope.js';
import type { ConnectionOptions } from './connection-options.js';
import { asProblem } from './failures.js';
import { typeParsers } from './type-parsers.js';
import { type Limits, limitsOf, type Wire, wireOf } from './wire.js';

/** Milliseconds after the statement timeout after which a server without an answer counts as lost. */
const SILENCE_MS = 5000;

/**
 * Opens TypeORM's data source and its pool, which named statements use too.
 *
 * @throws Problem `database_unavailable` when the server cannot be reached.
 */
export async function openDataSource(options: ConnectionOptions): Promise<DataSource> {
  const wire = wireOf(options);
  const limits = limitsOf(options);
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    connectTimeoutMS: options.connectTimeoutMs ?? 5000,
    applicationName: 'palier',
    installExtensions: false,
    // The pool replaces a connection that was lost while idle at its next use.
    poolErrorHandler: () => {},
    extra: {
      pipeline: true,
      types: typeParsers,
      onConnect: (client: ClientBase) => prepareConnection(client, wire),
      keepAlive: true,
      idleTimeoutMillis: 60_000,
      maxLifetimeSeconds: 3600,
      ...(wire.limits ? {} : startParameters(limits)),
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

/** Called before the first use of a connection. */
async function prepareConnection(client: ClientBase, wire: Wire): Promise<void> {
  // pg-pool listens for errors of idle connections only; without this listener, an error of a connection in use ends the process.
  client.on('error', () => {});
  if (!wire.named) return;
  const { write, read } = new ScopeMessages(wire);
  for (const { name, text } of [write, read]) await client.query({ name, text, values: ['', ''] });
}

function startParameters({ statementTimeoutMs, lockTimeoutMs, idleInTransactionMs }: Limits) {
  return {
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  };
}

/** The pool inside TypeORM's driver. */
export function poolOf(dataSource: DataSource): Pool {
  const driver: { master?: Pool } = dataSource.driver as object;
  if (!driver.master) throw new Error('The data source is not connected.');
  return driver.master;
}
