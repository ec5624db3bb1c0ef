import { Module } from '@nestjs/common';
import { Database, DatabaseStatistics } from '#platform/database';
import { MailModule } from '#platform/mail';
import { OutboundModule } from '#platform/outbound';
import { Lifecycle } from '#platform/telemetry';
import { HourCollector } from './hours/hour-collector.js';
import { NoteSessions } from './hours/note-sessions.job.js';
import { SendWeek } from './messages/send-week.job.js';
import { WeekReports } from './weeks/week-reports.js';

/** Provides the figures of weeks, and what writes those of this process once it has begun. */
@Module({
  providers: [
    WeekReports,
    {
      provide: HourCollector,
      inject: [Database, DatabaseStatistics, Lifecycle],
      useFactory: (database: Database, statistics: DatabaseStatistics, lifecycle: Lifecycle) =>
        new HourCollector(database, statistics, lifecycle),
    },
  ],
  exports: [HourCollector, WeekReports],
})
export class TrendsModule {}

/** For workers: notes the sessions, and sends the trends of each week. */
@Module({ imports: [TrendsModule, OutboundModule, MailModule], providers: [NoteSessions, SendWeek] })
export class TrendsWorkerModule {}
