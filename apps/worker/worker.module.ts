import { Module } from '@nestjs/common';
import { AuditChainWorkerModule } from '#platform/audit-chain';
import { CacheForwardingModule } from '#platform/cache';
import { DataLifecycleWorkerModule } from '#platform/data-lifecycle';
import { EventsDeliveryModule } from '#platform/events';
import { JobsWorkerModule } from '#platform/jobs';
import { OperationsWorkerModule } from '#platform/operations';
import { StorageWorkerModule } from '#platform/storage';
import { TrendsWorkerModule } from '#platform/trends';
import { WebhooksWorkerModule } from '#platform/webhooks';
import { contexts } from '../contexts.js';

/** The workers of the platform, then those of each context. */
@Module({
  imports: [
    EventsDeliveryModule,
    JobsWorkerModule,
    CacheForwardingModule,
    AuditChainWorkerModule,
    StorageWorkerModule,
    OperationsWorkerModule,
    DataLifecycleWorkerModule,
    WebhooksWorkerModule,
    TrendsWorkerModule,
    ...contexts.flatMap(({ worker }) => worker ?? []),
  ],
})
export class WorkerModule {}
