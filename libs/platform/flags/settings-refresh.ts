import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { OpenFeature } from '@openfeature/server-sdk';
import { assertFlagsDeclared } from './flag/declare-flag.js';
import { Flags } from './flag/flags.js';
import { FlagsProvider } from './flag/open-feature-provider.js';

/** Milliseconds between two refreshes, so that no process is more than a second behind the database. */
const PERIOD = 500;

/** Refreshes flags. While the database is unreachable the last known ones stay in force, and the deployment continues to serve. */
@Injectable()
export class SettingsRefresh implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Flags');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private failing = false;

  constructor(private readonly flags: Flags) {}

  /** @throws Error when a route requires a flag that is not declared */
  async onModuleInit(): Promise<void> {
    assertFlagsDeclared();
    await OpenFeature.setProviderAndWait(new FlagsProvider(this.flags));
    await this.refresh();
    this.timer = setInterval(() => this.poll(), PERIOD).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private poll(): void {
    this.running ??= this.refresh().finally(() => {
      this.running = undefined;
    });
  }

  private async refresh(): Promise<void> {
    try {
      await this.flags.refresh();
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.warn(`Flags cannot be read; the last known ones stay in force: ${error}`);
      this.failing = true;
    }
  }
}
