export { AuditChainModule, AuditChainWorkerModule } from './audit-chain.module.js';
export { AuditChains } from './audit-chains.js';
export { type AuditFinding, AuditVerification } from './audit-verification.js';
export type { Breach } from './chain-walk.js';
