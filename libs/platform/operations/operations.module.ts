import { Global, Module } from '@nestjs/common';
import { OperationEvents } from './operation-events.js';
import { Operations } from './operations.js';
import { TrackedOperations } from './tracked-operations.js';

/** Provides `Operations` and `OperationEvents` to the whole application. */
@Global()
@Module({
  providers: [OperationEvents, { provide: Operations, useClass: TrackedOperations }],
  exports: [Operations, OperationEvents],
})
export class OperationsModule {}
