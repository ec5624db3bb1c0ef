export { DataLifecycleWorkerModule } from './data-lifecycle-worker.module.js';
export { HoldsOutsideData, OutsideData, type OutsideDataHolder } from './outside-data.js';
export { EnforceRetention } from './retention/enforce-retention.job.js';
