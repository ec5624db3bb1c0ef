import { Module } from '@nestjs/common';
import { CacheForwardingModule } from '#platform/cache';
import { EventsDeliveryModule } from '#platform/events';
import { IdempotencyWorkerModule } from '#platform/idempotency';
import { JobsWorkerModule } from '#platform/jobs';
import { OperationsWorkerModule } from '#platform/operations';
import { SealingWorkerModule } from '#platform/sealing';
import { contexts } from '../contexts.js';

/** What a process does that works: the ground's share of it, then each context's. */
@Module({
  imports: [
    EventsDeliveryModule,
    JobsWorkerModule,
    CacheForwardingModule,
    SealingWorkerModule,
    OperationsWorkerModule,
    IdempotencyWorkerModule,
    ...contexts.flatMap(({ worker }) => worker ?? []),
  ],
})
export class WorkerModule {}
