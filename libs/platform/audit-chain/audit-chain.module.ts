import { Module } from '@nestjs/common';
import { AuditChains } from './audit-chains.js';
import { AuditVerification } from './audit-verification.js';

/** Sealing and verifying, for whoever asks. */
@Module({ providers: [AuditChains, AuditVerification], exports: [AuditChains, AuditVerification] })
export class AuditChainModule {}
