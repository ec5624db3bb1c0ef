import { Module } from '@nestjs/common';
import { ExpireRecords } from './expire-records.job.js';

/** For processes that run jobs. */
@Module({ providers: [ExpireRecords] })
export class IdempotencyWorkerModule {}
