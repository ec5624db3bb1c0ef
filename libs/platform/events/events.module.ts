import { Global, Module } from '@nestjs/common';
import { CountedEvents } from './counted-events.js';
import { DeadLetters } from './dead-letters/dead-letters.js';
import { Events, OutboxEvents } from './events.js';

/** Provides `Events`, `CountedEvents` and `DeadLetters` to the whole application. */
@Global()
@Module({
  providers: [{ provide: Events, useClass: OutboxEvents }, CountedEvents, DeadLetters],
  exports: [Events, CountedEvents, DeadLetters],
})
export class EventsModule {}
