import { Global, Module } from '@nestjs/common';
import { Degradation } from './degradation.js';
import { DegradationRefresh } from './degradation-refresh.js';
import { EstimatedTotals } from './estimated-totals.js';

/** The degradation level. */
@Global()
@Module({
  providers: [Degradation, DegradationRefresh, EstimatedTotals],
  exports: [Degradation],
})
export class DegradationModule {}
