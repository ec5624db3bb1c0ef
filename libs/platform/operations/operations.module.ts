import { Global, Module } from '@nestjs/common';
import { OperationChanges } from './operation-changes.js';
import { OperationEvents } from './operation-events.js';
import { Operations } from './operations.js';
import { TrackedOperations } from './tracked-operations.js';

/** Provides `Operations` and `OperationEvents` to the whole application. */
@Global()
@Module({
  providers: [OperationChanges, OperationEvents, { provide: Operations, useClass: TrackedOperations }],
  exports: [Operations, OperationChanges, OperationEvents],
})
export class OperationsModule {}
