export { DataLifecycleModule } from './data-lifecycle.module.js';
export { DataLifecycleWorkerModule } from './data-lifecycle-worker.module.js';
export type { Erasure, Person, PersonNames } from './erasure/erasure.js';
export { erasureProblems } from './erasure/erasures.errors.js';
export { Erasures } from './erasure/erasures.js';
export { HoldsOutsideData, OutsideData, type OutsideDataHolder } from './outside-data.js';
export { EnforceRetention } from './retention/enforce-retention.job.js';
