import { Module } from '@nestjs/common';
import { AuditSealing } from './audit-sealing.js';
import { AuditVerification } from './audit-verification.js';

/** Sealing and verifying, for whoever asks. */
@Module({ providers: [AuditSealing, AuditVerification], exports: [AuditSealing, AuditVerification] })
export class SealingModule {}
