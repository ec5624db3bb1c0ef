import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { clientOptions } from './client-options.js';
import type { ConnectionOptions } from './connection-options.js';
import { rethrow } from './failures.js';

/**
 * Opens TypeORM's data source and its pool, which named statements use too.
 *
 * @throws Problem `database_unavailable` when the server cannot be reached.
 */
export function openDataSource(options: ConnectionOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    connectTimeoutMS: options.connectTimeoutMs ?? 5000,
    applicationName: 'palier',
    installExtensions: false,
    // The pool replaces a connection that was lost while idle at its next use.
    poolErrorHandler: () => {},
    extra: clientOptions(options),
  });
  return dataSource.initialize().catch(rethrow);
}

/** The pool inside TypeORM's driver. */
export function poolOf(dataSource: DataSource): Pool {
  const driver: { master?: Pool } = dataSource.driver as object;
  if (!driver.master) throw new Error('The data source is not connected.');
  return driver.master;
}
