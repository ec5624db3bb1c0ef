import { type ConnectionOptions, openDataSource } from '../connection/open-data-source.js';
import type { DatabaseStatistics } from '../connection/statistics.js';
import type { Database } from '../database.js';
import { PooledDatabase } from './pooled-database.js';

/** A database outside Nest: for tests, benchmarks and commands. */
export interface OpenDatabase {
  database: Database;
  statistics: DatabaseStatistics;
  close(): Promise<void>;
}

/**
 * Opens the database with a pool of its own.
 *
 * @throws Problem `database_unavailable` when the server cannot be reached.
 */
export async function openDatabase(options: ConnectionOptions): Promise<OpenDatabase> {
  const dataSource = await openDataSource(options);
  const database = new PooledDatabase(dataSource);
  return { database, statistics: database.statistics, close: () => dataSource.destroy() };
}
