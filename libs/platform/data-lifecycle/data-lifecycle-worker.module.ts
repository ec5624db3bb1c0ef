import { Global, Module } from '@nestjs/common';
import { OutsideData } from './outside-data.js';
import { EnforceRetention } from './retention/enforce-retention.job.js';

/** For processes that run jobs: retention, and `OutsideData` for purges. */
@Global()
@Module({ providers: [OutsideData, EnforceRetention], exports: [OutsideData] })
export class DataLifecycleWorkerModule {}
