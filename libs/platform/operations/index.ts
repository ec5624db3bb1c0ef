export type { OperationDefinition, PersonalPayload } from './define-operation.js';
export { defineOperation } from './define-operation.js';
export { OperationEvents } from './operation-events.js';
export { operationsProblems } from './operations.errors.js';
export type { Operation, OperationError, OperationReader, OperationState } from './operations.js';
export { hasEnded, Operations, operationStates } from './operations.js';
export { OperationsModule, OperationsWorkerModule } from './operations.module.js';
