import { Global, Module } from '@nestjs/common';
import { JobsWorkerModule } from '#platform/jobs';
import { Askers } from './askers.js';
import { OperationChanges } from './operation-changes.js';
import { OperationEvents } from './operation-events.js';
import { OperationWatcher } from './operation-watcher.js';
import { Operations } from './operations.js';

/** Provides `Operations` and `OperationEvents` to the whole application. */
@Global()
@Module({
  providers: [OperationChanges, OperationEvents, Operations],
  exports: [Operations, OperationChanges, OperationEvents],
})
export class OperationsModule {}

/** For processes that run jobs: writes the state of jobs to their operations, and provides `Askers`. */
@Global()
@Module({ imports: [JobsWorkerModule], providers: [OperationWatcher, Askers], exports: [Askers] })
export class OperationsWorkerModule {}
