export { AuditChainModule, AuditChainWorkerModule } from './audit-chain.module.js';
export { AuditChains } from './audit-chains.js';
export type { AuditFinding } from './audit-verification.js';
export { AuditVerification } from './audit-verification.js';
export type { Breach, BrokenLine } from './chain-walk.js';
