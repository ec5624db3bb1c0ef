import { Module } from '@nestjs/common';
import { AppendAuditChains } from './append-audit-chains.job.js';
import { AuditChainModule } from './audit-chain.module.js';

/** For workers: appends audit lines to the chains by a schedule. */
@Module({ imports: [AuditChainModule], providers: [AppendAuditChains] })
export class AuditChainWorkerModule {}
