export { AdminModule } from './admin.module.js';
export { presentOperation, WaitQueryDto } from './operations/operations.dto.js';
export { AnswersOperation, StartsOperation } from './operations/starts-operation.js';
export { WaitsForOperation } from './operations/waits-for-operation.js';
