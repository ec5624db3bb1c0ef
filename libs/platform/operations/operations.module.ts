import { Global, Module } from '@nestjs/common';
import { OperationEvents } from './operation-events.js';
import { OperationList } from './operation-list.js';
import { Operations } from './operations.js';
import { TrackedOperations } from './tracked-operations.js';

/** Provides `Operations` and `OperationEvents` to the whole application. */
@Global()
@Module({
  providers: [OperationList, OperationEvents, { provide: Operations, useClass: TrackedOperations }],
  exports: [Operations, OperationEvents],
})
export class OperationsModule {}
