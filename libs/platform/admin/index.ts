export { AdminModule } from './admin.module.js';
export { StartsOperation } from './operations/starts-operation.js';
