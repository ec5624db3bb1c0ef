import type { ConnectionOptions } from './connection-options.js';

/** What a transaction must set itself because its connection cannot keep it, in milliseconds. */
export interface Limits {
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  idleInTransactionMs: number;
}

/** What the server keeps for a connection between two transactions. */
export interface Wire {
  /** Whether statements stay prepared under their names. */
  named: boolean;
  /** Behind a pooler, whose server connections are anyone's; undefined where the connection keeps them. */
  limits?: Limits;
}

/**
 * How to speak on these connections. In transaction mode a pooler gives each transaction any server
 * connection: it refuses limits as start parameters, and only some poolers know prepared statements.
 */
export function wireOf(options: ConnectionOptions): Wire {
  const pooled = options.directUrl !== undefined && options.directUrl !== options.url;
  return pooled ? { named: options.namedStatements ?? false, limits: limitsOf(options) } : { named: true };
}

/** The server's limits for these options. */
export function limitsOf({ statementTimeoutMs, lockTimeoutMs }: ConnectionOptions): Limits {
  return { statementTimeoutMs, lockTimeoutMs, idleInTransactionMs: 2 * statementTimeoutMs };
}
