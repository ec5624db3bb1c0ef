import { Global, Module } from '@nestjs/common';
import { Degradation } from './degradation/degradation.js';
import { Flags } from './flag/flags.js';
import { SettingsRefresh } from './settings-refresh.js';

/** Feature flags and the degradation level. */
@Global()
@Module({
  providers: [Flags, Degradation, SettingsRefresh],
  exports: [Flags, Degradation],
})
export class FlagsModule {}
