import { Global, Module } from '@nestjs/common';
import { Degradation } from './degradation.js';
import { DegradationRefresh } from './degradation-refresh.js';

/** The degradation level. */
@Global()
@Module({
  providers: [Degradation, DegradationRefresh],
  exports: [Degradation],
})
export class DegradationModule {}
