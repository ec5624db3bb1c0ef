import { Module } from '@nestjs/common';
import { AuditChains } from './audit-chains.js';
import { AuditVerification } from './audit-verification.js';

/** Provides the extension and the verification of audit chains. */
@Module({ providers: [AuditChains, AuditVerification], exports: [AuditChains, AuditVerification] })
export class AuditChainModule {}
