import type { QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';

/** The part of a connection that TypeORM uses. */
export interface Connection {
  query(text: string, values?: unknown[]): Promise<QueryResult>;
}

/**
 * TypeORM on a connection that is already in a transaction. It is marked as active, because otherwise `save`
 * would begin and commit a transaction, and commit this one; at depth one, so that a nested `transaction`
 * becomes a savepoint.
 */
export function entitiesOn(dataSource: DataSource, databaseConnection: Connection): QueryRunner {
  const runner = dataSource.createQueryRunner('master');
  return Object.assign(runner, { databaseConnection, isTransactionActive: true, transactionDepth: 1 });
}
