import { Global, Module } from '@nestjs/common';
import { DeadLetters } from './dead-letters/dead-letters.js';
import { Events } from './events.js';
import { OutboxEvents } from './publishing/outbox-events.js';

/** Provides `Events` and `DeadLetters` to the whole application. */
@Global()
@Module({
  providers: [{ provide: Events, useClass: OutboxEvents }, DeadLetters],
  exports: [Events, DeadLetters],
})
export class EventsModule {}
