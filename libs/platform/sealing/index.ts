export { AuditSealing } from './audit-sealing.js';
export type { AuditFinding } from './audit-verification.js';
export { AuditVerification } from './audit-verification.js';
export type { Breach, BrokenLine } from './chain-walk.js';
export { SealingModule } from './sealing.module.js';
export { SealingWorkerModule } from './sealing-worker.module.js';
