import { Global, Module } from '@nestjs/common';
import { OutboxRelayModule } from '#platform/outbox';
import { CountedEvents } from './counted-events.js';
import { DeadLetters } from './dead-letters/dead-letters.js';
import { DeadLetterGauge } from './delivery/dead-letter-gauge.js';
import { Delivery } from './delivery/delivery.js';
import { EventForwarder } from './delivery/event-forwarder.js';
import { Events } from './events.js';

/** Provides `Events`, `CountedEvents` and `DeadLetters` to the whole application. */
@Global()
@Module({
  providers: [Events, CountedEvents, DeadLetters],
  exports: [Events, CountedEvents, DeadLetters],
})
export class EventsModule {}

/** For workers: delivers events to the subscribers that the contexts' worker modules provide. */
@Module({ imports: [OutboxRelayModule], providers: [Delivery, EventForwarder, DeadLetterGauge] })
export class EventsDeliveryModule {}
