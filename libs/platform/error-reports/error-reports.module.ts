import { Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Outbound, OutboundModule } from '#platform/outbound';
import { SentryReports } from './sentry-reports.js';

/** Sends the failures of this process to Sentry, where `SENTRY_DSN` is set; a DSN that can never be reached refuses the start. */
@Module({
  imports: [OutboundModule],
  providers: [
    {
      provide: SentryReports,
      inject: [Settings, Outbound],
      useFactory: (settings: Settings, outbound: Outbound) =>
        settings.sentryDsn ? new SentryReports(settings, outbound) : null,
    },
  ],
})
export class ErrorReportsModule {}
