import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '#platform/config';
import { addEntities, type EntityClass } from './connection/entity-list.js';
import { openDataSource } from './connection/open-data-source.js';
import { PoolGauges } from './connection/pool-gauges.js';
import { DatabaseStatistics } from './connection/statistics.js';
import { Database } from './database.js';
import { refuseDangerousRole } from './roles/refuse-dangerous-role.js';
import { PooledDatabase } from './transaction/pooled-database.js';

class DatabaseEntities {}

const dataSource = {
  provide: DataSource,
  inject: [Settings],
  useFactory: async (settings: Settings): Promise<DataSource> => {
    const url = settings.databaseUrl;
    if (!url) throw new Error('DATABASE_URL is not set, and no embedded PostgreSQL was started.');
    await refuseDangerousRole(url);
    return openDataSource({
      url,
      poolSize: settings.databasePoolSize,
      statementTimeoutMs: settings.statementTimeoutMs,
      lockTimeoutMs: settings.lockTimeoutMs,
    });
  },
};

/** Gives `Database` and `DatabaseStatistics` to the whole application. */
@Global()
@Module({
  providers: [
    dataSource,
    { provide: Database, inject: [DataSource], useFactory: (source: DataSource) => new PooledDatabase(source) },
    { provide: DatabaseStatistics, inject: [Database], useFactory: (database: PooledDatabase) => database.statistics },
    PoolGauges,
  ],
  exports: [Database, DatabaseStatistics],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly source: DataSource) {}

  /** For a context's Nest module: enters its TypeORM entities. They reach `tx.entities` alone. */
  static withEntities(...entities: EntityClass[]): DynamicModule {
    addEntities(entities);
    return { module: DatabaseEntities };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.source.destroy();
  }
}
