import { Global, Module } from '@nestjs/common';
import { AnswersAboutPerson } from './erasure/answers-about-person.js';
import { ErasePerson } from './erasure/erase-person.job.js';
import { ErasureReceipts } from './erasure/erasure-receipts.js';
import { Erasures } from './erasure/erasures.js';
import { FindDueErasures } from './erasure/find-due-erasures.job.js';
import { PersonRows } from './erasure/person-rows.js';
import { PersonExports } from './export/person-exports.js';
import { OutsideData } from './outside-data.js';
import { EnforceRetention } from './retention/enforce-retention.job.js';
import { ForgetOldJobs } from './retention/forget-old-jobs.job.js';
import { RetentionPeriods } from './retention/retention-periods.js';
import { EndLateWaits } from './waits/end-late-waits.job.js';

/** What requests and commands do with the life of data, for the whole application. */
@Global()
@Module({
  providers: [AnswersAboutPerson, ErasureReceipts, Erasures, OutsideData, PersonExports, PersonRows, RetentionPeriods],
  exports: [ErasureReceipts, Erasures, OutsideData, PersonExports, PersonRows, RetentionPeriods],
})
export class DataLifecycleModule {}

/** For processes that run jobs: retention, erasures, and rows that wait too long. */
@Module({ providers: [EnforceRetention, ForgetOldJobs, ErasePerson, FindDueErasures, EndLateWaits] })
export class DataLifecycleWorkerModule {}
