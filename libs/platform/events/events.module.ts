import { Global, Module } from '@nestjs/common';
import { Events } from './events.js';
import { OutboxEvents } from './publishing/outbox-events.js';
import { SetAsideEvents } from './set-aside/set-aside-events.js';

/** Gives `Events` and `SetAsideEvents` to the whole application. */
@Global()
@Module({
  providers: [{ provide: Events, useClass: OutboxEvents }, SetAsideEvents],
  exports: [Events, SetAsideEvents],
})
export class EventsModule {}
