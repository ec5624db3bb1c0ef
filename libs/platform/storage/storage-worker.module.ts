import { Module } from '@nestjs/common';
import { CollectGarbage } from './collect-garbage.job.js';

/** For processes that run jobs: deletes files that nothing refers to. */
@Module({ providers: [CollectGarbage] })
export class StorageWorkerModule {}
