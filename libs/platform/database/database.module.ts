import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '#platform/config';
import { connectionOptions } from './connection/connection-options.js';
import { openDataSource, poolOf } from './connection/open-data-source.js';
import { PoolGauges } from './connection/pool-gauges.js';
import { StagedCopies } from './connection/staged-copy.js';
import { DatabaseStatistics } from './connection/statistics.js';
import { Database } from './database.js';
import { Notifications } from './listen/notifications.js';
import { refuseDangerousRole } from './roles/refuse-dangerous-role.js';
import { PooledDatabase, pooledDatabase } from './transaction/pooled-database.js';

const dataSource = {
  provide: DataSource,
  inject: [Settings],
  useFactory: async (settings: Settings): Promise<DataSource> => {
    const options = connectionOptions(settings);
    await refuseDangerousRole(options.url, options.connectTimeoutMs);
    return openDataSource(options);
  },
};

const database = {
  provide: Database,
  inject: [DataSource, Settings],
  useFactory: (source: DataSource, settings: Settings): Database => pooledDatabase(source, connectionOptions(settings)),
};

const notifications = {
  provide: Notifications,
  inject: [DataSource, Settings],
  useFactory: (source: DataSource, settings: Settings): Notifications => {
    const { url, directUrl = url } = connectionOptions(settings);
    return new Notifications(directUrl, poolOf(source));
  },
};

const copies = {
  provide: StagedCopies,
  inject: [Settings],
  useFactory: (settings: Settings): StagedCopies => new StagedCopies(connectionOptions(settings)),
};

/** Provides `Database`, `DatabaseStatistics`, `Notifications` and `StagedCopies` to the whole application. */
@Global()
@Module({
  providers: [
    dataSource,
    database,
    { provide: DatabaseStatistics, inject: [Database], useFactory: (database: PooledDatabase) => database.statistics },
    notifications,
    copies,
    PoolGauges,
  ],
  exports: [Database, DatabaseStatistics, Notifications, StagedCopies],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly source: DataSource,
    private readonly notifications: Notifications,
    private readonly copies: StagedCopies,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.notifications.close(), this.copies.close()]);
    await this.source.destroy();
  }
}
