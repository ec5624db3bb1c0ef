import { Global, Module } from '@nestjs/common';
import { DegradationChanges } from './changes/degradation-changes.js';
import { Degradation } from './degradation.js';
import { DegradationProcesses } from './degradation-processes.js';
import { DegradationRefresh } from './degradation-refresh.js';
import { EstimatedTotals } from './estimated-totals.js';

/** The degradation level, as every process knows it. */
@Global()
@Module({
  providers: [Degradation, DegradationChanges, DegradationProcesses, DegradationRefresh, EstimatedTotals],
  exports: [Degradation, DegradationChanges, DegradationProcesses],
})
export class DegradationModule {}
