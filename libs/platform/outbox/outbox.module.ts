import { Global, Module } from '@nestjs/common';
import { Backlog } from './backlog.js';
import { Outbox } from './outbox.js';
import { TransactionalOutbox } from './transactional-outbox.js';

/** Provides `Outbox` and `Backlog` to the whole application. `OutboxRelayModule` forwards its rows, in a worker. */
@Global()
@Module({ providers: [Backlog, { provide: Outbox, useClass: TransactionalOutbox }], exports: [Backlog, Outbox] })
export class OutboxModule {}
