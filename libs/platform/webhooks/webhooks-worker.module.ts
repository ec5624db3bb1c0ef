import { Module } from '@nestjs/common';
import { OutboundModule } from '#platform/outbound';
import { SchedulesSends } from './deliveries/schedule-sends.job.js';
import { SendsMessages } from './deliveries/send-messages.job.js';
import { Sender } from './deliveries/sender.js';

/** For processes that run jobs: sends messages to webhooks. */
@Module({ imports: [OutboundModule], providers: [Sender, SendsMessages, SchedulesSends] })
export class WebhooksWorkerModule {}
