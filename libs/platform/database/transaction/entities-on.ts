import type { QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';

/** What TypeORM uses of a connection. */
export interface Connection {
  query(text: string, values?: unknown[]): Promise<QueryResult>;
}

/**
 * TypeORM on a connection that is already inside a transaction. Marked active, else `save` would
 * open and commit a transaction of its own, and ours with it; at depth one, so that a nested
 * `transaction` becomes a savepoint.
 */
export function entitiesOn(dataSource: DataSource, databaseConnection: Connection): QueryRunner {
  const runner = dataSource.createQueryRunner('master');
  return Object.assign(runner, { databaseConnection, isTransactionActive: true, transactionDepth: 1 });
}
