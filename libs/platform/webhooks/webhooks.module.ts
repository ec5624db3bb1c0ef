import { Global, Module } from '@nestjs/common';
import { OutboundModule } from '#platform/outbound';
import { Deliveries } from './deliveries/deliveries.js';
import { SchedulesSends } from './deliveries/schedule-sends.job.js';
import { SendsMessages } from './deliveries/send-messages.job.js';
import { Sender } from './deliveries/sender.js';
import { Turns } from './deliveries/turns.js';
import { EndpointSecrets } from './endpoints/endpoint-secrets.js';
import { Webhooks } from './endpoints/webhooks.js';
import { FanOut } from './events/fan-out.js';

/** Provides `Webhooks` and `Deliveries` to the whole application, and `FanOut` to declared events. */
@Global()
@Module({
  providers: [Webhooks, Deliveries, FanOut, EndpointSecrets, Turns],
  exports: [Webhooks, Deliveries, FanOut, EndpointSecrets, Turns],
})
export class WebhooksModule {}

/** For processes that run jobs: sends messages to webhooks. */
@Module({ imports: [OutboundModule], providers: [Sender, SendsMessages, SchedulesSends] })
export class WebhooksWorkerModule {}
