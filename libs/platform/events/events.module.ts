import { Global, Module } from '@nestjs/common';
import { DeadLetters } from './dead-letters/dead-letters.js';
import { Events, OutboxEvents } from './events.js';

/** Provides `Events` and `DeadLetters` to the whole application. */
@Global()
@Module({
  providers: [{ provide: Events, useClass: OutboxEvents }, DeadLetters],
  exports: [Events, DeadLetters],
})
export class EventsModule {}
