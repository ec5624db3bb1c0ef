export { AdminModule } from './admin.module.js';
export { OperationDto } from './operations/operations.dto.js';
export { presentOperation } from './operations/present-operation.js';
