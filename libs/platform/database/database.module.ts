import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '#platform/config';
import { connectionOptions } from './connection/connection-options.js';
import { isDatabaseUnavailable } from './connection/failures.js';
import { openDataSource, poolOf } from './connection/open-data-source.js';
import { PoolGauges } from './connection/pool-gauges.js';
import { StagedCopies } from './connection/staged-copy.js';
import { DatabaseStatistics } from './connection/statistics.js';
import { Database } from './database.js';
import { Notifications } from './listen/notifications.js';
import { PrimaryClock } from './replica/primary-clock.js';
import { Replica } from './replica/replica.js';
import { refuseDangerousRole } from './roles/refuse-dangerous-role.js';
import { PooledDatabase, pooledDatabase } from './transaction/pooled-database.js';

/** How often a start tries to connect. */
const TRIES = 3;

const dataSource = {
  provide: DataSource,
  inject: [Settings],
  useFactory: async (settings: Settings): Promise<DataSource> => {
    const options = connectionOptions(settings);
    await triedAgain(() => refuseDangerousRole(options.url, options.connectTimeoutMs));
    return triedAgain(() => openDataSource(options));
  },
};

/** While a start builds the application, its timer can run out before it has read the answer of the server. */
async function triedAgain<T>(connect: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await connect();
    } catch (error) {
      if (tries === TRIES || !isDatabaseUnavailable(error)) throw error;
    }
  }
}

/** Null without DATABASE_READ_URL. After the data source, which has found the primary. */
const replica = {
  provide: Replica,
  inject: [DataSource, Settings, PrimaryClock],
  useFactory: async (source: DataSource, settings: Settings, clock: PrimaryClock): Promise<Replica | null> => {
    const { databaseReadUrl: url, replicaLagMs: lagMs } = settings;
    if (!url) return null;
    try {
      return await Replica.open(connectionOptions(settings), { url, lagMs, clock });
    } catch (error) {
      await source.destroy();
      throw error;
    }
  },
};

const database = {
  provide: Database,
  inject: [DataSource, Settings, Replica],
  useFactory: (source: DataSource, settings: Settings, replica: Replica | null): Database =>
    pooledDatabase(source, connectionOptions(settings), replica ?? undefined),
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

/** Provides `Database`, `DatabaseStatistics`, `Notifications`, `StagedCopies`, `PrimaryClock` and `Replica` to the whole application. */
@Global()
@Module({
  providers: [
    dataSource,
    { provide: PrimaryClock, useFactory: () => new PrimaryClock() },
    replica,
    database,
    { provide: DatabaseStatistics, inject: [Database], useFactory: (database: PooledDatabase) => database.statistics },
    notifications,
    copies,
    PoolGauges,
  ],
  exports: [Database, DatabaseStatistics, Notifications, StagedCopies, PrimaryClock, Replica],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly source: DataSource,
    private readonly notifications: Notifications,
    private readonly copies: StagedCopies,
    @Inject(Replica) private readonly replica: Replica | null,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.notifications.close(), this.copies.close(), this.replica?.close()]);
    await this.source.destroy();
  }
}
