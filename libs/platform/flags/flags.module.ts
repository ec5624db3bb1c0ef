import { Global, Module } from '@nestjs/common';
import { Flags } from './flag/flags.js';
import { SettingsRefresh } from './settings-refresh.js';

/** Feature flags. */
@Global()
@Module({
  providers: [Flags, SettingsRefresh],
  exports: [Flags],
})
export class FlagsModule {}
