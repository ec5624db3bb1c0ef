import { Module } from '@nestjs/common';
import { EventCounts } from '../event-counts.js';
import { EventCountsService } from '../ledger/event-counts.service.js';
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
    CollectSubjects,
    { provide: EventCounts, useClass: EventCountsService },
  ],
})
export class AnalyticsWorkerModule {}
