import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Notifications } from '#platform/database';
import { RepeatedWork } from '#platform/resilience';
import { MemoryDirectory } from './memory-directory.js';

/** Milliseconds between two reads of the version, in case a notification is lost. */
const pollEvery = 500;

/**
 * Keeps the directory of this process at most a second behind the database: notifications bring
 * changes at once, and polling brings those whose notification was lost.
 */
@Injectable()
export class DirectoryRefresh implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('TenantDirectory');
  private readonly reading: RepeatedWork;
  private unsubscribe: (() => void) | undefined;

  constructor(
    directory: MemoryDirectory,
    private readonly notifications: Notifications,
  ) {
    this.reading = new RepeatedWork(
      pollEvery,
      () => directory.refresh(),
      (error) => this.log.warn(`The tenant directory cannot be refreshed; the last known tenants are served. ${error}`),
    );
  }

  /** Loads the directory before the process serves: without it every tenant would be unknown. */
  async onModuleInit(): Promise<void> {
    await this.reading.begin();
    this.unsubscribe = this.notifications.subscribe('tenants_directory', () => void this.reading.now());
  }

  onModuleDestroy(): Promise<void> {
    this.unsubscribe?.();
    return this.reading.end();
  }
}
