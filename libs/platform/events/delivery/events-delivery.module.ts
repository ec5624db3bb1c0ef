import { Module } from '@nestjs/common';
import { OutboxRelayModule } from '#platform/outbox';
import { Delivery } from './delivery.js';
import { EventForwarder } from './event-forwarder.js';
import { SetAsideGauge } from './set-aside-gauge.js';

/** For workers: delivers events to the subscribers that the contexts' worker modules provide. */
@Module({ imports: [OutboxRelayModule], providers: [Delivery, EventForwarder, SetAsideGauge] })
export class EventsDeliveryModule {}
