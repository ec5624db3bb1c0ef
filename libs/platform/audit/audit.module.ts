import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditTrail } from './trail/audit-trail.js';
import { TransactionalAudit } from './transactional-audit.js';

/** Provides `Audit` and `AuditTrail` to the whole application. */
@Global()
@Module({
  providers: [{ provide: Audit, useClass: TransactionalAudit }, AuditTrail],
  exports: [Audit, AuditTrail],
})
export class AuditModule {}
