import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Topics } from '#platform/realtime';
import { AuditController } from './audit/audit.controller.js';
import { DegradationController } from './degradation/degradation.controller.js';
import { EventsController } from './events/events.controller.js';
import { FlagsController } from './flags/flags.controller.js';
import { JobsController } from './jobs/jobs.controller.js';
import { QueuesController } from './jobs/queues.controller.js';
import { OperationsController } from './operations/operations.controller.js';
import { OwnEventsController } from './realtime/own-events.controller.js';
import { SignatureKeysController } from './signatures/signature-keys.controller.js';
import { WebhookDeliveriesController } from './webhooks/deliveries.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** Has a process that serves clients receive messages, from before it listens: clients resume then. */
@Injectable()
class ReceiveMessages implements OnApplicationBootstrap {
  constructor(private readonly topics: Topics) {}

  onApplicationBootstrap(): Promise<void> {
    return this.topics.start();
  }
}

/** The routes of the platform: flags, events, audit, operations, queues, jobs, degradation, webhooks, and the public keys of signatures. */
@Module({
  controllers: [
    FlagsController,
    EventsController,
    AuditController,
    OperationsController,
    QueuesController,
    JobsController,
    DegradationController,
    SignatureKeysController,
    OwnEventsController,
    WebhooksController,
    WebhookDeliveriesController,
  ],
  providers: [ReceiveMessages],
})
export class AdminModule {}
