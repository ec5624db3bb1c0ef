export { dataLifecycleProblems } from './data-lifecycle.errors.js';
export { DataLifecycleModule, DataLifecycleWorkerModule } from './data-lifecycle.module.js';
export type { Erasure, Person, PersonNames } from './erasure/erasure.js';
export { Erasures } from './erasure/erasures.js';
export { PersonRows } from './erasure/person-rows.js';
export { PersonExports } from './export/person-exports.js';
export { type ExportedRow, HoldsOutsideData, OutsideData, type OutsideDataHolder } from './outside-data.js';
export { EnforceRetention } from './retention/enforce-retention.job.js';
export { RetentionPeriods } from './retention/retention-periods.js';
