import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditTrail } from './trail/audit-trail.js';

/** Provides `Audit` and `AuditTrail` to the whole application. */
@Global()
@Module({
  providers: [Audit, AuditTrail],
  exports: [Audit, AuditTrail],
})
export class AuditModule {}
