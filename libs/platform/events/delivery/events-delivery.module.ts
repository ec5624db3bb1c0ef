import { Module } from '@nestjs/common';
import { OutboxRelayModule } from '#platform/outbox';
import { DeadLetterGauge } from './dead-letter-gauge.js';
import { Delivery } from './delivery.js';
import { EventForwarder } from './event-forwarder.js';

/** For workers: delivers events to the subscribers that the contexts' worker modules provide. */
@Module({ imports: [OutboxRelayModule], providers: [Delivery, EventForwarder, DeadLetterGauge] })
export class EventsDeliveryModule {}
