import type { EntityManager } from 'typeorm';
import type { Statement } from './statement.js';
import type { UnscopedAccess } from './unscoped.js';

/** Whose rows a piece of work may see: a tenant's and, where rows are a person's own, one user's. */
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
  /** TypeORM's manager on the same connection and transaction. */
  readonly entities: EntityManager;
  /**
   * Runs after a successful commit and before the caller's promise resolves; never on rollback.
   * What it throws is logged: the transaction is committed either way.
   */
  afterCommit(action: () => void | Promise<void>): void;
}

/**
 * The only way to the database. Every access names its tenant, which row level security then
 * enforces; the few that cannot stand in `unscoped.ts`.
 *
 * All methods throw the problems `database_unavailable` (503) when no connection can be had and
 * `query_timeout` (503) when a statement or lock timeout strikes; other database failures, such as
 * a unique violation, pass as they are (`isUniqueViolation`).
 */
export abstract class Database {
  /**
   * Runs `work` in one transaction: two round trips for a single statement in an async function,
   * one when `work` returns the statement itself, as in `(tx) => tx.run(insert, …)`.
   *
   * Serialization failures and deadlocks run it again, three times at most: apart from the database
   * and `afterCommit`, it must have no effect.
   *
   * @throws Problem `database_contention` (503) when the last of these attempts fails as well.
   */
  abstract transaction<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /**
   * As `transaction`, and every access to the database that `work` leads to joins it: on the same
   * connection, each in its own scope and on a savepoint, so that a failure that is caught undoes
   * its own part alone. What waits for a commit waits for this one. Accesses that join run one
   * after the other, and their callers' own transactions rest meanwhile.
   *
   * Nothing is run again here, since `work` is more than statements: a serialization failure or a
   * deadlock is thrown as `database_contention` (503) at once, and nothing was kept.
   */
  abstract ambient<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** Runs one reading statement for a tenant in a single round trip. */
  abstract read<Row extends object, Values extends readonly unknown[]>(
    scope: Scope,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]>;

  /** As `transaction`, with no tenant in force; `access` must stand in the list of `unscoped.ts`. */
  abstract unscoped<T>(access: UnscopedAccess, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** As `read`, with no tenant in force, without a transaction round it. */
  abstract unscopedRead<Row extends object, Values extends readonly unknown[]>(
    access: UnscopedAccess,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]>;
}
