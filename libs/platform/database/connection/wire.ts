import type { ConnectionOptions } from './connection-options.js';

/** Timeouts in milliseconds. */
export interface Limits {
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  idleInTransactionMs: number;
}

/** What the server connection retains between two transactions. */
export interface Wire {
  /** Whether named statements stay prepared. */
  named: boolean;
  /** The timeouts that each transaction must set behind a pooler; undefined when the connection retains them. */
  limits?: Limits;
}

/**
 * What these connections retain. In transaction mode a pooler gives each transaction any server connection:
 * it refuses timeouts as start parameters, and only some poolers support prepared statements.
 */
export function wireOf(options: ConnectionOptions): Wire {
  const pooled = options.directUrl !== undefined && options.directUrl !== options.url;
  return pooled ? { named: options.namedStatements ?? false, limits: limitsOf(options) } : { named: true };
}

/** The timeouts for these options. */
export function limitsOf({ statementTimeoutMs, lockTimeoutMs }: ConnectionOptions): Limits {
  return { statementTimeoutMs, lockTimeoutMs, idleInTransactionMs: 2 * statementTimeoutMs };
}
