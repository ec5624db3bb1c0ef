import { Injectable, Logger } from '@nestjs/common';
import { OpenFeature } from '@openfeature/server-sdk';
import { RepeatedWork } from '#platform/resilience';
import { assertFlagsDeclared } from './flag/declare-flag.js';
import { Flags } from './flag/flags.js';
import { FlagsProvider } from './flag/open-feature-provider.js';

/** Milliseconds between two refreshes, so that no process is more than a second behind the database. */
const PERIOD = 500;

/** Refreshes flags. While the database is unreachable the last known ones stay in force, and the deployment continues to serve. */
@Injectable()
export class SettingsRefresh extends RepeatedWork {
  constructor(private readonly flags: Flags) {
    const log = new Logger('Flags');
    super(
      PERIOD,
      () => flags.refresh(),
      (error) => log.warn(`Flags cannot be read; the last known ones stay in force: ${error}`),
    );
  }

  /** @throws Error when a route requires a flag that is not declared */
  override async onModuleInit(): Promise<void> {
    assertFlagsDeclared();
    await OpenFeature.setProviderAndWait(new FlagsProvider(this.flags));
    await super.onModuleInit();
  }
}
