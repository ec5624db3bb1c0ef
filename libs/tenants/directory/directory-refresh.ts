import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Notifications } from '#platform/database';
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
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;
  private stopped = false;
  private failing = false;
  private current: Promise<void> = Promise.resolve();

  constructor(
    private readonly directory: MemoryDirectory,
    private readonly notifications: Notifications,
  ) {}

  /** Loads the directory before the process serves: without it every tenant would be unknown. */
  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.poll();
    this.unsubscribe = this.notifications.subscribe('tenants_directory', () => void this.refresh());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.unsubscribe?.();
    await this.current;
  }

  private poll(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.refresh().then(() => this.poll()), pollEvery).unref();
  }

  private refresh(): Promise<void> {
    this.current = this.attempt();
    return this.current;
  }

  /** While the database is unreachable the directory does not change; the failure is logged once. */
  private async attempt(): Promise<void> {
    try {
      await this.directory.refresh();
      this.failing = false;
    } catch (error) {
      if (!this.failing)
        this.log.warn(`The tenant directory cannot be refreshed; the last known tenants are served. ${error}`);
      this.failing = true;
    }
  }
}
