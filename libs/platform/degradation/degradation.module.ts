import { Global, Module } from '@nestjs/common';
import { WorkCuts } from '#platform/jobs';
import { DegradationChanges } from './changes/degradation-changes.js';
import { Degradation } from './degradation.js';
import { DegradationProcesses } from './degradation-processes.js';
import { DegradationRefresh } from './degradation-refresh.js';
import { EstimatedTotals } from './estimated-totals.js';
import { Readings } from './sensors/readings.js';
import { Sensing } from './sensors/sensing.js';

/** The degradation level, as every process knows it. */
@Global()
@Module({
  providers: [
    Degradation,
    { provide: WorkCuts, useExisting: Degradation },
    DegradationChanges,
    DegradationProcesses,
    DegradationRefresh,
    EstimatedTotals,
  ],
  exports: [Degradation, WorkCuts, DegradationChanges, DegradationProcesses],
})
export class DegradationModule {}

/** For the processes that serve or work, and not for commands: their sensors. */
@Module({ providers: [Readings, Sensing] })
export class SensingModule {}
