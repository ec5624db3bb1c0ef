import { Module } from '@nestjs/common';
import { Exports } from '#platform/storage';
import { ExportEvents } from '../exports/export-events.job.js';
import { CountFunnel } from '../funnels/count-funnel.job.js';
import { EventCounts } from '../ledger/event-counts.service.js';
import { CountProductEvents } from '../product/count-product-events.subscriber.js';
import { Questions } from '../questions/questions.js';
import { SubjectQuestions } from '../questions/subject-questions.js';
import { CountRetention } from '../retention/count-retention.job.js';
import { CollectSubjects } from '../subject-days/collect-subjects.job.js';
import { EraseSubject } from '../subjects/erase-subject.job.js';
import { CountAnew } from '../time-zones/count-anew.job.js';
import { FollowTimeZone } from '../time-zones/follow-time-zone.subscriber.js';

/** The jobs and subscribers of analytics. */
@Module({
  providers: [
    EraseSubject,
    CountAnew,
    FollowTimeZone,
    CountProductEvents,
    EventCounts,
    Questions,
    SubjectQuestions,
    CountFunnel,
    CountRetention,
    Exports,
    ExportEvents,
    CollectSubjects,
  ],
})
export class AnalyticsWorkerModule {}
