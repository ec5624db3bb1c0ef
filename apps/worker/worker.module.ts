import { Module } from '@nestjs/common';
import { AuditChainWorkerModule } from '#platform/audit-chain';
import { CacheForwardingModule } from '#platform/cache';
import { EventsDeliveryModule } from '#platform/events';
import { IdempotencyWorkerModule } from '#platform/idempotency';
import { JobsWorkerModule } from '#platform/jobs';
import { OperationsWorkerModule } from '#platform/operations';
import { contexts } from '../contexts.js';

/** The workers of the platform, then those of each context. */
@Module({
  imports: [
    EventsDeliveryModule,
    JobsWorkerModule,
    CacheForwardingModule,
    AuditChainWorkerModule,
    OperationsWorkerModule,
    IdempotencyWorkerModule,
    ...contexts.flatMap(({ worker }) => worker ?? []),
  ],
})
export class WorkerModule {}
