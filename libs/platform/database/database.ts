import type { Statement } from './statement.js';
import type { UnscopedAccess } from './unscoped.js';

/** The rows that an access may see: those of a tenant and, in tables of personal rows, of one user. */
export interface Scope {
  tenantId: string;
  userId?: string;
}

/** Work inside one transaction, on one connection. */
export interface Transaction {
  /** Runs a named statement and returns its rows. */
  run<Row extends object, Values extends readonly unknown[]>(
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]>;
  /**
   * Runs a named statement, by the COMMIT at the latest, in a packet that leaves anyway: in the order of the calls of this
   * method, but perhaps after statements that were run later. For rows that belong to the transaction and are not read in
   * it. Its failure is that of the transaction.
   *
   * @param statement one that returns no rows
   */
  runAtCommit<Values extends readonly (string | null)[]>(statement: Statement<object, Values>, ...values: Values): void;
  /**
   * Runs `action` after the commit and before the caller's promise resolves; never after a rollback. An error
   * is logged: the transaction is committed in any case.
   */
  afterCommit(action: () => void | Promise<void>): void;
}

/**
 * The only access to the database. Every access names its tenant, which row level security enforces; the
 * few that cannot are listed in `unscoped.ts`.
 *
 * All methods throw the problems `database_unavailable` (503) when there is no connection and
 * `query_timeout` (503) after a statement or lock timeout, `storage_full` (507) when the disk is full; other database errors, such as a unique
 * violation, are thrown unchanged (`isUniqueViolation`).
 */
export abstract class Database {
  /**
   * Runs `work` in one transaction: two round trips for a single statement in an async function,
   * one when `work` returns the statement itself, as in `(tx) => tx.run(insert, …)`.
   *
   * After a serialization failure or a deadlock it runs `work` again, at most three times: `work` must have no
   * effects other than in the database and through `afterCommit`.
   *
   * @throws Problem `database_contention` (503) when the last of these attempts fails as well.
   */
  abstract transaction<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /**
   * As `transaction`, but every database access within `work` joins it: on the same connection, each in its
   * own scope and on a savepoint, so that a caught failure undoes only its own part. Actions after a commit
   * run after the commit of this transaction. Joined accesses run one after the other; a transaction takes no
   * statement while another runs inside it.
   *
   * `work` is never run again, because it may have other effects: a serialization failure or a deadlock is
   * thrown as `database_contention` (503) at once, and nothing is saved.
   */
  abstract ambient<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** Runs one reading statement for a tenant in a single round trip. */
  abstract read<Row extends object, Values extends readonly unknown[]>(
    scope: Scope,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]>;

  /** As `transaction`, without a tenant; `access` must be listed in `unscoped.ts`. */
  abstract unscoped<T>(access: UnscopedAccess, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** As `read`, without a tenant and without a transaction. */
  abstract unscopedRead<Row extends object, Values extends readonly unknown[]>(
    access: UnscopedAccess,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]>;
}
