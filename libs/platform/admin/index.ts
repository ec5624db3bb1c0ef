export { AdminModule } from './admin.module.js';
export { OperationDto, presentOperation, WaitQueryDto } from './operations/operations.dto.js';
export { AnswersOperation, StartsOperation } from './operations/starts-operation.js';
export { WaitsForOperation } from './operations/waits-for-operation.js';
