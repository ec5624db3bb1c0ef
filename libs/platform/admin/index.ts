export { AdminModule } from './admin.module.js';
export { OperationDto, presentOperation } from './operations/operations.dto.js';
export { AnswersOperation, StartsOperation } from './operations/starts-operation.js';
