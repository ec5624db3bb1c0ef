import { Module } from '@nestjs/common';
import { JobsWorkerModule } from '#platform/jobs';
import { OperationWatcher } from './operation-watcher.js';

/** For processes that run jobs: writes the state of jobs to their operations. */
@Module({ imports: [JobsWorkerModule], providers: [OperationWatcher] })
export class OperationsWorkerModule {}
