import type { ConnectionOptions } from '../connection/connection-options.js';
import { openDataSource, poolOf } from '../connection/open-data-source.js';
import type { DatabaseStatistics } from '../connection/statistics.js';
import type { Database } from '../database.js';
import { Notifications } from '../listen/notifications.js';
import { pooledDatabase } from './pooled-database.js';

/** A database outside Nest: for tests, benchmarks and commands. */
export interface OpenDatabase extends AsyncDisposable {
  database: Database;
  statistics: DatabaseStatistics;
  notifications: Notifications;
  close(): Promise<void>;
}

/**
 * Opens the database with a pool of its own.
 *
 * @throws Problem `database_unavailable` when the server cannot be reached.
 */
export async function openDatabase(options: ConnectionOptions): Promise<OpenDatabase> {
  const dataSource = await openDataSource(options);
  const database = pooledDatabase(dataSource, options);
  const notifications = new Notifications(options.directUrl ?? options.url, poolOf(dataSource));
  const close = async () => {
    await notifications.close();
    await dataSource.destroy();
  };
  return { database, statistics: database.statistics, notifications, close, [Symbol.asyncDispose]: close };
}
