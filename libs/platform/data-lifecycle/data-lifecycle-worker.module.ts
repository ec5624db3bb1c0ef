import { Global, Module } from '@nestjs/common';
import { ErasePerson } from './erasure/erase-person.job.js';
import { FindDueErasures } from './erasure/find-due-erasures.job.js';
import { OutsideData } from './outside-data.js';
import { EnforceRetention } from './retention/enforce-retention.job.js';
import { ForgetOldJobs } from './retention/forget-old-jobs.job.js';

/** For processes that run jobs: retention and erasures, and `OutsideData` for purges. */
@Global()
@Module({
  providers: [OutsideData, EnforceRetention, ForgetOldJobs, ErasePerson, FindDueErasures],
  exports: [OutsideData],
})
export class DataLifecycleWorkerModule {}
