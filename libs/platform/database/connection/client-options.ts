import type { ClientBase } from 'pg';
import { ScopeMessages } from '../transaction/scope.js';
import type { ConnectionOptions } from './connection-options.js';
import { typeParsers } from './type-parsers.js';
import { type Limits, limitsOf, type Wire, wireOf } from './wire.js';

/** Milliseconds after the statement timeout after which a server without an answer counts as lost. */
const SILENCE_MS = 5000;

/** What the pools of named statements give pg: pipelining, how values are read, timeouts, and prepared scopes. */
export function clientOptions(options: ConnectionOptions) {
  const wire = wireOf(options);
  return {
    pipeline: true,
    types: typeParsers,
    onConnect: (client: ClientBase) => prepareConnection(client, wire),
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 3600,
    ...(wire.limits ? {} : startParameters(limitsOf(options))),
    query_timeout: options.statementTimeoutMs + SILENCE_MS,
  };
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
