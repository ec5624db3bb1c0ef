import { Global, Module } from '@nestjs/common';
import { CutoverModule } from '#platform/cutover';
import { Backlog } from './backlog.js';
import { Outbox } from './outbox.js';
import { OutboxMaintenance } from './relay/outbox-maintenance.js';
import { OutboxRelay } from './relay/outbox-relay.js';

/** Provides `Outbox` and `Backlog` to the whole application. `OutboxRelayModule` forwards its rows, in a worker. */
@Global()
@Module({ providers: [Backlog, Outbox], exports: [Backlog, Outbox] })
export class OutboxModule {}

/** For workers: provides `OutboxRelay`, which forwards the outbox while the application runs. */
@Module({ imports: [CutoverModule], providers: [OutboxRelay, OutboxMaintenance], exports: [OutboxRelay] })
export class OutboxRelayModule {}
