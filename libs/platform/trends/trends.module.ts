import { Module } from '@nestjs/common';
import { Database } from '#platform/database';
import { MailModule } from '#platform/mail';
import { OutboundModule } from '#platform/outbound';
import { HourCollector } from './hours/hour-collector.js';
import { SendWeek } from './messages/send-week.job.js';
import { WeekReports } from './weeks/week-reports.js';

/** Provides the figures of weeks, and what writes those of this process once it has begun. */
@Module({
  providers: [
    WeekReports,
    {
      provide: HourCollector,
      inject: [Database],
      useFactory: (database: Database) => new HourCollector(database),
    },
  ],
  exports: [HourCollector, WeekReports],
})
export class TrendsModule {}

/** For workers: sends the trends of each week. */
@Module({ imports: [TrendsModule, OutboundModule, MailModule], providers: [SendWeek] })
export class TrendsWorkerModule {}
