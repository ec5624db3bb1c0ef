import { Module } from '@nestjs/common';
import { AuditChainModule } from './audit-chain.module.js';
import { ExtendAuditChains } from './extend-audit-chains.job.js';

/** For workers: appends audit lines to the chains by a schedule. */
@Module({ imports: [AuditChainModule], providers: [ExtendAuditChains] })
export class AuditChainWorkerModule {}
