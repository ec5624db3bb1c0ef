import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { OpenFeature } from '@openfeature/server-sdk';
import { RepeatedWork } from '#platform/resilience';
import { assertFlagsDeclared } from './flag/declare-flag.js';
import { Flags } from './flag/flags.js';
import { FlagsProvider } from './flag/open-feature-provider.js';

/** Milliseconds between two refreshes, so that no process is more than a second behind the database. */
const PERIOD = 500;

/** Refreshes flags. While the database is unreachable the last known ones stay in force, and the deployment continues to serve. */
@Injectable()
export class SettingsRefresh implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Flags');
  private readonly reading: RepeatedWork;

  constructor(private readonly flags: Flags) {
    this.reading = new RepeatedWork(
      PERIOD,
      () => this.flags.refresh(),
      (error) => this.logger.warn(`Flags cannot be read; the last known ones stay in force: ${error}`),
    );
  }

  /** @throws Error when a route requires a flag that is not declared */
  async onModuleInit(): Promise<void> {
    assertFlagsDeclared();
    await OpenFeature.setProviderAndWait(new FlagsProvider(this.flags));
    await this.reading.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.reading.end();
  }
}
