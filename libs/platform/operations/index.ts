export { Askers } from './askers.js';
export { defineOperation, type OperationDefinition, type PersonalPayload } from './define-operation.js';
export { OperationDto, type OperationState, operationStates } from './operation.dto.js';
export { hasEnded, type Operation } from './operation.js';
export { OperationEvents } from './operation-events.js';
export { operationsProblems } from './operations.errors.js';
export { Operations } from './operations.js';
export { OperationsModule, OperationsWorkerModule } from './operations.module.js';
