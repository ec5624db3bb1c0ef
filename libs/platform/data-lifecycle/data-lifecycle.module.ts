import { Global, Module } from '@nestjs/common';
import { AnswersAboutPerson } from './erasure/answers-about-person.js';
import { Erasures } from './erasure/erasures.js';
import { PersonExports } from './export/person-exports.js';
import { OutsideData } from './outside-data.js';
import { RetentionPeriods } from './retention/retention-periods.js';

/** What requests and commands do with the life of data, for the whole application. */
@Global()
@Module({
  providers: [AnswersAboutPerson, Erasures, OutsideData, PersonExports, RetentionPeriods],
  exports: [Erasures, OutsideData, PersonExports, RetentionPeriods],
})
export class DataLifecycleModule {}
