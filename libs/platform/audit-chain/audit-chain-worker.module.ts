import { Module } from '@nestjs/common';
import { AuditChainModule } from './audit-chain.module.js';
import { ExtendAuditChains } from './extend-audit-chains.job.js';

/** Seals by itself, in the workers. */
@Module({ imports: [AuditChainModule], providers: [ExtendAuditChains] })
export class AuditChainWorkerModule {}
