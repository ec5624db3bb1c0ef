import { Module } from '@nestjs/common';
import { ErasePerson } from './erasure/erase-person.job.js';
import { FindDueErasures } from './erasure/find-due-erasures.job.js';
import { EnforceRetention } from './retention/enforce-retention.job.js';
import { ForgetOldJobs } from './retention/forget-old-jobs.job.js';

/** For processes that run jobs: retention and erasures. */
@Module({ providers: [EnforceRetention, ForgetOldJobs, ErasePerson, FindDueErasures] })
export class DataLifecycleWorkerModule {}
