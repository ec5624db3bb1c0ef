import { Module } from '@nestjs/common';
import { AppendAuditChains } from './append-audit-chains.job.js';
import { AuditChains } from './audit-chains.js';
import { AuditVerification } from './audit-verification.js';

/** Provides the extension and the verification of audit chains. */
@Module({ providers: [AuditChains, AuditVerification], exports: [AuditChains, AuditVerification] })
export class AuditChainModule {}

/** For workers: appends audit lines to the chains by a schedule. */
@Module({ imports: [AuditChainModule], providers: [AppendAuditChains] })
export class AuditChainWorkerModule {}
