export { Askers } from './askers.js';
export type { OperationDefinition, PersonalPayload } from './define-operation.js';
export { defineOperation } from './define-operation.js';
export type { Operation, OperationError, OperationReader, OperationState } from './operation.js';
export { hasEnded, operationStates } from './operation.js';
export { OperationEvents } from './operation-events.js';
export { operationsProblems } from './operations.errors.js';
export { Operations } from './operations.js';
export { OperationsModule, OperationsWorkerModule } from './operations.module.js';
