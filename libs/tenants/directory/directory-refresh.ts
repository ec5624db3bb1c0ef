import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Notifications } from '#platform/database';
import { MemoryDirectory } from './memory-directory.js';

/** Milliseconds between two looks at the version, for when no announcement gets through. */
const pollEvery = 500;

/**
 * Keeps the directory of this process no more than a second behind: announcements of the writers
 * bring changes at once, and polling brings those that were not announced.
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

  /** Loads everything first: without the directory no tenant's route can be served. */
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

  /** While the database is away the directory stays as it was; that is logged once. */
  private async attempt(): Promise<void> {
    try {
      await this.directory.refresh();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.log.warn(`The tenants known stay as they were, until the database is back. ${error}`);
      this.failing = true;
    }
  }
}
