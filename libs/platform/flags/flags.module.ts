import { Global, Module } from '@nestjs/common';
import { FlagChanges } from './flag/flag-changes.js';
import { Flags } from './flag/flags.js';
import { SettingsRefresh } from './settings-refresh.js';

/** Feature flags. */
@Global()
@Module({
  providers: [Flags, FlagChanges, SettingsRefresh],
  exports: [Flags, FlagChanges],
})
export class FlagsModule {}
